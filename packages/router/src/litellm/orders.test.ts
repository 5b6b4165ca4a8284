import { fails, hangs, late, says } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { setUp, setUpFile } from '../test-support/scripted-groups.test.ts'

const levels = (first: object = {}) => ({
  main: [
    { model: 'second', order: 2 },
    { model: 'first', order: 1, ...first },
  ],
})
const plain = { numRetries: 0 }
const limited = { ...plain, routingStrategy: 'usage-based-routing' }

describe('64: order 1 before order 2', () => {
  it('100 of 100, without pre-call checks too (interface.md: order always applies)', async () => {
    const { ask, models } = setUp(levels(), {}, plain)
    for (let i = 0; i < 100; i++) await ask()
    expect(models()).toEqual(Array.from({ length: 100 }, () => 'first'))
  })

  it.each([
    'simple-shuffle',
    'least-busy',
    'usage-based-routing',
    'usage-based-routing-v2',
    'latency-based-routing',
    'cost-based-routing',
    'peak-ewma',
    'sticky',
  ])('under %s: 20 of 20', async (routingStrategy) => {
    const { ask, models } = setUp(levels(), {}, { ...plain, routingStrategy })
    for (let i = 0; i < 20; i++) await ask()
    expect(new Set(models())).toEqual(new Set(['first']))
  })

  it('those without an order come last', async () => {
    const members = ['none', { model: 'ninth', order: 9 }]
    const { ask, models } = setUp({ main: members }, { ninth: [fails('server')] }, { numRetries: 1 })
    await ask()
    expect(models()).toEqual(['ninth', 'none'])
  })

  it('one of the next level serves a request that failed on the first', async () => {
    const { ask, models } = setUp(levels(), { first: [fails('server')] }, { numRetries: 1 })
    expect(await ask()).toMatchObject({ model: 'second' })
    expect(models()).toEqual(['first', 'second'])
  })

  it('while the first cools down the next serves, and then the first again', async () => {
    const { ask, clock, models } = setUp(levels(), { first: [fails('rate-limit'), says('ok')] }, { cooldownTime: 10 })
    for (let i = 0; i < 3; i++) await ask()
    await clock.advance(10_000)
    await ask()
    expect(models()).toEqual(['first', 'second', 'second', 'second', 'first'])
  })

  it('where the requests of the first are used up the next serves', async () => {
    const { ask, clock, models } = setUp(levels({ rpm: 2 }), {}, limited)
    for (let i = 0; i < 4; i++) await ask()
    await clock.advance(60_000)
    await ask()
    expect(models()).toEqual(['first', 'first', 'second', 'second', 'first'])
  })

  it('where its tokens are used up the next serves', async () => {
    const { ask, models } = setUp(levels({ tpm: 600 }), { first: [says('x'.repeat(590))] }, limited)
    for (let i = 0; i < 3; i++) await ask()
    expect(models()).toEqual(['first', 'second', 'second'])
  })

  it('where its slots are taken the next serves', async () => {
    const script = { first: [late(1_000, says('ok'))], second: [late(1_000, says('ok'))] }
    const { begin, clock, models } = setUp(levels({ maxParallelRequests: 2 }), script, plain)
    await clock.finish(Promise.all(Array.from({ length: 5 }, () => begin())))
    expect(models()).toEqual(['first', 'first', 'second', 'second', 'second'])
  })

  it('three levels, each of them full, and then nobody', async () => {
    const members = [1, 2, 3].map((order) => ({ model: `${order}`, order, rpm: order }))
    const { ask, failure, models } = setUp({ main: members }, {}, limited)
    for (let i = 0; i < 6; i++) await ask()
    expect(await failure()).toMatchObject({ kind: 'none-available', retryAfterMs: 60_000 })
    expect(models()).toEqual(['1', '2', '2', '3', '3', '3'])
  })

  it('where the window of the first is too small the next serves', async () => {
    const { ask } = await setUpFile({
      model_list: [
        {
          model_name: 'main',
          litellm_params: { model: 'scripted/first', order: 1 },
          model_info: { max_input_tokens: 10 },
        },
        { model_name: 'main', litellm_params: { model: 'scripted/second', order: 2 } },
      ],
      router_settings: { enable_pre_call_checks: true },
    })
    expect(await ask()).toMatchObject({ model: 'first' })
    expect(await ask({ messages: [{ role: 'user', content: 'many words '.repeat(50) }] })).toMatchObject({
      model: 'second',
    })
  })

  it('a first level that hangs until its time is over leaves the request to the next', async () => {
    const { ask, models } = setUp(levels(), { first: [hangs()] }, { numRetries: 1, timeout: 5 })
    expect(await ask()).toMatchObject({ model: 'second' })
    expect(models()).toEqual(['first', 'second'])
  })
})
