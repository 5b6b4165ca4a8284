import type { ErrorKind } from '@turnout/core'
import { fails } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import type { RouterOptions } from '../options.ts'
import { entries, type Script, setUp, setUpFile, type World } from '../test-support/scripted-groups.test.ts'

/** The seed's policy in each spelling, as its file has it and as its code has it. */
const policies: readonly (readonly [string, object, NonNullable<RouterOptions['retryPolicy']>])[] = [
  [
    '{RateLimitError: {max_retries: 5}}',
    { RateLimitError: { max_retries: 5 }, Timeout: { max_retries: 2 }, InternalServerError: { max_retries: 3 } },
    { RateLimitError: { maxRetries: 5 }, Timeout: { maxRetries: 2 }, InternalServerError: { maxRetries: 3 } },
  ],
  [
    '{RateLimitErrorRetries: 5}',
    { RateLimitErrorRetries: 5, TimeoutErrorRetries: 2, InternalServerErrorRetries: 3 },
    { RateLimitErrorRetries: 5, TimeoutErrorRetries: 2, InternalServerErrorRetries: 3 },
  ],
  [
    '{RateLimitError: 5}',
    { RateLimitError: 5, Timeout: 2, InternalServerError: 3 },
    { RateLimitError: 5, Timeout: 2, InternalServerError: 3 },
  ],
]

const groupPolicies: readonly (readonly [string, object, NonNullable<RouterOptions['retryPolicy']>])[] = [
  ['max_retries', { RateLimitError: { max_retries: 10 } }, { RateLimitError: { maxRetries: 10 } }],
  ['…Retries', { RateLimitErrorRetries: 10 }, { RateLimitErrorRetries: 10 }],
  ['a number', { RateLimitError: 10 }, { RateLimitError: 10 }],
]

const sizes: readonly (readonly string[])[] = [['a'], ['a', 'b', 'c']]

const everybody = (kind: ErrorKind): Script => ({ a: [fails(kind)], b: [fails(kind)], c: [fails(kind)] })

/** How many calls the upstream counts for one request. */
async function callsOf({ failure, models }: World, kind: ErrorKind, stream: boolean): Promise<number> {
  expect(await failure({ stream })).toMatchObject({ kind })
  return models().length
}

/** Class by class: with num_retries 1 for the rest. */
const expected: readonly (readonly [ErrorKind, number])[] = [
  ['rate-limit', 6],
  ['timeout', 3],
  ['server', 4],
  ['unavailable', 2],
  ['connection', 2],
]

describe.each(policies)('the seed’s retry_policy as %s', (_, inFile, inCode) => {
  for (const models of sizes)
    for (const stream of [false, true])
      for (const [kind, calls] of expected) {
        const what = `${kind}: ${calls} calls, ${stream ? 'streamed' : 'plain'}, in a group of ${models.length}`
        it(`${what}, from the file`, async () => {
          const router_settings = { num_retries: 1, retry_policy: inFile }
          const world = await setUpFile({ model_list: entries('main', models), router_settings }, everybody(kind))
          expect(await callsOf(world, kind, stream)).toBe(calls)
        })
        it(`${what}, from options`, async () => {
          const world = setUp({ main: models }, everybody(kind), { numRetries: 1, retryPolicy: inCode })
          expect(await callsOf(world, kind, stream)).toBe(calls)
        })
      }
})

describe.each(groupPolicies)('the seed’s model_group_retry_policy with %s', (_, inFile, inCode) => {
  const global = { RateLimitError: 5, Timeout: 2 }
  for (const models of sizes)
    for (const stream of [false, true]) {
      const what = `${stream ? 'streamed' : 'plain'}, in a group of ${models.length}`
      it(`rate-limit: 11 calls, ${what}, from the file`, async () => {
        const router_settings = { retry_policy: global, model_group_retry_policy: { main: inFile } }
        const file = { model_list: entries('main', models), router_settings }
        const world = await setUpFile(file, everybody('rate-limit'))
        expect(await callsOf(world, 'rate-limit', stream)).toBe(11)
      })
      it(`rate-limit: 11 calls, ${what}, from options`, async () => {
        const settings = { retryPolicy: global, modelGroupRetryPolicy: { main: inCode } }
        const world = setUp({ main: models }, everybody('rate-limit'), settings)
        expect(await callsOf(world, 'rate-limit', stream)).toBe(11)
      })
    }

  it('takes the place of the whole retry_policy: what it leaves out gets num_retries', async () => {
    const settings = { numRetries: 4, retryPolicy: global, modelGroupRetryPolicy: { main: inCode } }
    expect(await callsOf(setUp({ main: ['a'] }, everybody('timeout'), settings), 'timeout', false)).toBe(5)
  })

  it('is for that group only', async () => {
    const settings = { retryPolicy: global, modelGroupRetryPolicy: { other: inCode } }
    const world = setUp({ main: ['a'], other: ['b'] }, everybody('rate-limit'), settings)
    expect(await callsOf(world, 'rate-limit', false)).toBe(6)
  })
})

describe('the seed’s production example', () => {
  it.each<[ErrorKind, number]>([
    ['rate-limit', 6],
    ['timeout', 3],
    ['server', 4],
    ['unavailable', 4],
    ['connection', 4],
  ])('%s: %i calls with num_retries 3, on three deployments', async (kind, calls) => {
    const router_settings = {
      ...{ num_retries: 3, timeout: 30, retry_after: 5, cooldown_time: 120, allowed_fails: 3 },
      retry_policy: { RateLimitError: { max_retries: 5 }, Timeout: { max_retries: 2 } },
    }
    const model_list = entries('main', ['a', 'b', 'c'])
    const world = await setUpFile({ model_list, router_settings }, everybody(kind))
    expect(await callsOf(world, kind, false)).toBe(calls)
  })
})
