import { fails, says } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { entries, inOrder, setUp, setUpFile } from '../test-support/scripted-groups.test.ts'

/** As adapters tell of one request above a deployment's whole limit. */
const tooLarge = fails('rate-limit', { fault: 'caller', worthRetrying: false, retryAfterMs: 1_000 })

describe('4.4: what never succeeds', () => {
  it.each([
    ['a request above the whole limit', tooLarge],
    ['an account without money', fails('quota', { retryAfterMs: 1_000 })],
    ['what its provider says is not worth another try', fails('server', { worthRetrying: false })],
  ])('is not tried again where it failed: %s', async (_, step) => {
    const { failure, models, nowMs } = setUp({ main: ['a'] }, { a: [step] }, { numRetries: 3 })
    await failure()
    expect([models(), nowMs()]).toEqual([['a'], 0])
  })

  it.each([
    ['numRetries', { numRetries: 3 }],
    ['a policy of its own', { retryPolicy: { RateLimitError: 3 } }],
  ])('a request above the whole limit goes to a deployment that may have another: %s', async (_, settings) => {
    const { ask, models } = setUp({ main: inOrder('a', 'b') }, { a: [tooLarge], b: [says('ok')] }, settings)
    expect(await ask()).toMatchObject({ text: 'ok' })
    expect(models()).toEqual(['a', 'b'])
  })

  it('and then to a fallback', async () => {
    const { ask, models } = await setUpFile(
      {
        model_list: [...entries('main', ['a']), ...entries('spare', ['b'])],
        router_settings: { fallbacks: [{ main: ['spare'] }] },
      },
      { a: [tooLarge] },
    )
    expect(await ask()).toMatchObject({ model: 'b' })
    expect(models()).toEqual(['a', 'b'])
  })

  it('and leaves the deployment well: the next one may be small', async () => {
    const { ask, models, events } = setUp({ main: inOrder('a', 'b') }, { a: [tooLarge, says('small')] })
    await ask()
    expect(await ask()).toMatchObject({ text: 'small' })
    expect(models()).toEqual(['a', 'b', 'a'])
    expect(events.filter(({ type }) => type === 'cooldown-start')).toEqual([])
  })

  it('the caller hears a 429, and not to try again', async () => {
    const { post } = setUp({ main: ['a'] }, { a: [tooLarge] })
    const { status, headers } = await post()
    expect([status, headers.get('x-should-retry')]).toEqual([429, 'false'])
  })
})
