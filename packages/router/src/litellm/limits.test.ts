import { fails, late, says } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { failureOf, type Settings, setUp, setUpFile } from '../test-support/scripted-groups.test.ts'

const entry = (model_name: string, model: string, params: object) => ({
  ...{ model_name, litellm_params: { model: `scripted/${model}`, ...params }, model_info: { id: model } },
})

describe('47: four groups in a chain of fallbacks, rpm 1, 1, 0 and 10', () => {
  const chain = () =>
    setUpFile({
      model_list: [1, 1, 0, 10].map((rpm, i) => entry(`g${i + 1}`, `${i + 1}`, { rpm })),
      router_settings: {
        routing_strategy: 'usage-based-routing-v2',
        num_retries: 0,
        fallbacks: [{ g1: ['g2'] }, { g2: ['g3'] }, { g3: ['g4'] }],
      },
    })

  it('of 11 requests the first is served by 1, the second by 2, the others by 4', async () => {
    const { ask } = await chain()
    const served: unknown[] = []
    for (let i = 0; i < 11; i++) served.push((await ask({ model: 'g1' })).model)
    expect(served).toEqual(['1', '2', ...Array.from({ length: 9 }, () => '4')])
  })

  it('rpm 10 admits 10, and rpm 0 none (interface.md): of 20 at once 12 are served', async () => {
    const { begin, clock, models } = await chain()
    const asked = Array.from({ length: 20 }, () => begin({ model: 'g1' }).catch(() => 'refused'))
    const answers = await clock.finish(Promise.all(asked))
    expect(models().toSorted()).toEqual(['1', '2', ...Array.from({ length: 10 }, () => '4')])
    expect(answers.filter((answer) => answer === 'refused')).toHaveLength(8)
  })
})

describe.each(['usage-based-routing', 'usage-based-routing-v2'])('55: %s', (routingStrategy) => {
  const settings: Settings = { routingStrategy, numRetries: 0 }
  /** One request has used so many tokens of 1440. */
  const afterUsing = async (tokens: number) => {
    const world = setUp(
      { main: [{ model: 'a', tpm: 1_440 }] },
      { a: [says('x'.repeat(tokens - 1)), says('')] },
      settings,
    )
    await world.ask({ max_tokens: 1_000 })
    return world
  }

  it('1439 of 1440 tokens are used: no room for a short prompt until the minute is over', async () => {
    const { failure, ask, clock, models } = await afterUsing(1_439)
    const refusal = { kind: 'none-available', status: 429, retryAfterMs: 60_000 }
    expect(await failure({ max_tokens: 0 })).toMatchObject(refusal)
    await clock.advance(59_999)
    expect(await failure({ max_tokens: 0 })).toMatchObject({ ...refusal, retryAfterMs: 1 })
    await clock.advance(1)
    await ask({ max_tokens: 0 })
    expect(models()).toHaveLength(2)
  })

  it('half of them are used: there is room', async () => {
    const { ask, models } = await afterUsing(720)
    await ask({ max_tokens: 0 })
    expect(models()).toHaveLength(2)
  })

  it.each([{ tpm: 0 }, { rpm: 0 }])('%j is a limit', async (limit) => {
    const { failure, models } = setUp({ main: [{ model: 'a', ...limit }] }, {}, settings)
    expect(await failure({ max_tokens: 0 })).toMatchObject({ kind: 'none-available' })
    expect(models()).toEqual([])
  })
})

describe('57: latency-based-routing', () => {
  /** Each of them has served three requests. */
  const afterThreeEach = async (limits: Readonly<Record<string, number>>) => {
    const members = Object.entries(limits).map(([model, rpm]) => ({ model, rpm }))
    const world = setUp({ main: members }, {}, { routingStrategy: 'latency-based-routing', numRetries: 0 })
    for (const { model } of members) for (let i = 0; i < 3; i++) await world.ask({ model }).catch(() => {})
    return world
  }

  it('rpm 1 and 3: after three calls each nothing is left', async () => {
    const { failure, models } = await afterThreeEach({ a: 1, b: 3 })
    expect(models()).toEqual(['a', 'b', 'b', 'b'])
    expect(await failure()).toMatchObject({ kind: 'none-available', status: 429 })
    expect(models()).toHaveLength(4)
  })

  it('rpm 3 and 5: the latter takes two more, and not a third', async () => {
    const { ask, failure } = await afterThreeEach({ a: 3, b: 5 })
    expect([await ask(), await ask()]).toMatchObject([{ model: 'b' }, { model: 'b' }])
    expect(await failure()).toMatchObject({ kind: 'none-available' })
  })
})

describe('73: of 20 requests at once', () => {
  it.each<[object, number | undefined, number]>([
    [{ max_parallel_requests: 3, rpm: 5, tpm: 1_000_000 }, 7, 3],
    [{ max_parallel_requests: 3 }, undefined, 3],
    [{ rpm: 5 }, 7, 7],
    [{ tpm: 1_000 }, 7, 7],
    [{ rpm: 5 }, undefined, 20],
    [{ tpm: 1_000 }, undefined, 20],
    [{}, 7, 7],
    [{}, undefined, 20],
  ])('%j, by default %s: %i run (interface.md: none is derived from rpm or tpm)', async (params, usual, running) => {
    const router_settings = { num_retries: 0, ...(usual === undefined ? {} : { default_max_parallel_requests: usual }) }
    const { begin, clock, models } = await setUpFile(
      { model_list: [entry('main', 'a', params)], router_settings },
      { a: [late(1_000, says('ok'))] },
    )
    const burst = () => Promise.allSettled(Array.from({ length: 20 }, () => begin()))
    const answers = await clock.finish(burst())
    expect(models()).toHaveLength(running)
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(running)
    await clock.finish(burst())
    expect(models()).toHaveLength(2 * running)
  })

  it('the one too many is told so, and served when one is done', async () => {
    const { begin, clock } = setUp(
      { main: [{ model: 'a', maxParallelRequests: 1 }] },
      { a: [late(50, says('ok'))] },
      { numRetries: 0 },
    )
    const first = begin()
    expect(await failureOf(begin())).toMatchObject({ kind: 'none-available', status: 429 })
    await clock.advance(50)
    expect(await clock.finish(Promise.all([first, begin()]))).toMatchObject([{ text: 'ok' }, { text: 'ok' }])
  })
})

describe('7: a limit decides last, whoever was preferred before (interface.md: one pipeline)', () => {
  const routingStrategy = 'usage-based-routing'

  it('a sibling that is full does not keep a retry from the one that failed', async () => {
    const groups = {
      main: [
        { model: 'a', order: 1 },
        { model: 'full', rpm: 0 },
      ],
    }
    const { ask, models } = setUp(groups, { a: [fails('server'), says('ok')] }, { routingStrategy, numRetries: 2 })
    expect(await ask()).toMatchObject({ text: 'ok' })
    expect(models()).toEqual(['a', 'a'])
  })

  it('one that warms up serves all, where those that are warm are full', async () => {
    const groups = { main: [{ model: 'a', rpm: 1 }, { model: 'b', rpm: 1 }, 'c'] }
    const script = { c: [fails('rate-limit'), says('ok')] }
    const { ask, clock, failure, models } = setUp(groups, script, { routingStrategy, numRetries: 0, cooldownTime: 5 })
    await failure({ model: 'c' })
    await clock.advance(5_000)
    for (const model of ['c', 'a', 'b']) await ask({ model })
    for (let i = 0; i < 20; i++) expect(await ask()).toMatchObject({ model: 'c' })
    expect(models()).toHaveLength(24)
  })
})
