import { defineSignal, defineStrategy, type RoutingStrategy } from '@turnout/core'
import { fails, hangs, late, says } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { failureOf, setUp, setUpFile } from '../test-support/scripted-groups.test.ts'

const usage = { routingStrategy: 'usage-based-routing', numRetries: 0 }
const slow = [late(1_000, says('x'))]

describe('limits', () => {
  it('hold against callers who give all of their requests one id', async () => {
    const { begin, clock, models } = setUp({ main: [{ model: 'a', rpm: 2 }] }, { a: slow }, usage)
    const asked = Array.from({ length: 10 }, () => begin({}, { requestId: 'same' }).catch(() => 'refused'))
    expect((await clock.finish(Promise.all(asked))).filter((answer) => answer === 'refused')).toHaveLength(8)
    expect(models()).toEqual(['a', 'a'])
  })

  it('come back from an attempt whose tracker breaks', async () => {
    const breaking = defineSignal<number>({
      name: 'breaking',
      bind: () => ({
        start() {
          throw new Error('no')
        },
        value: () => 0,
      }),
    })
    const strategy = defineStrategy({ name: 'own', needs: { breaking }, select: ([first]) => first.deployment })
    const { ask } = setUp({ main: [{ model: 'a', maxParallelRequests: 1 }] }, {}, { strategy, numRetries: 0 })
    for (let i = 0; i < 3; i++) expect(await ask()).toMatchObject({ model: 'a' })
  })

  it('count what the deployment itself asks for: max_tokens, and a choice each', async () => {
    const by = (params: object) => ({ main: [{ model: 'a', tpm: 10_000, ...params }] })
    const admitted = async (params: object, body: Readonly<Record<string, unknown>> = {}) => {
      const { begin, clock, models } = setUp(by(params), { a: slow }, usage)
      await clock.finish(Promise.all(Array.from({ length: 20 }, () => begin(body).catch(() => {}))))
      return models().length
    }
    expect(await admitted({ maxTokens: 4_000 })).toBe(2)
    expect(await admitted({ n: 8 }, { max_tokens: 500 })).toBe(2)
  })

  it('let one in whose answer might be longer than the whole limit, and none whose prompt is', async () => {
    const { ask, begin, clock } = setUp({ main: [{ model: 'a', tpm: 1_000 }] }, {}, usage)
    expect(await ask({ max_tokens: 128_000 })).toMatchObject({ model: 'a' })
    await clock.advance(60_000)
    const content = 'word '.repeat(4_000)
    expect(await failureOf(begin({ messages: [{ role: 'user', content }] }))).toMatchObject({
      ...{ kind: 'none-available', shouldRetry: false, retryAfterMs: undefined },
    })
  })

  it('hold a cancelled answer at its estimate, because it may go on where it runs', async () => {
    const { begin, clock, models } = setUp({ main: [{ model: 'a', tpm: 1_000 }] }, { a: [hangs()] }, usage)
    for (let i = 0; i < 3; i++) {
      const controller = new AbortController()
      const asked = begin({ max_tokens: 900 }, { signal: controller.signal }).catch(() => {})
      await clock.advance(100)
      controller.abort()
      await asked
    }
    expect(models()).toEqual(['a'])
  })

  it('do not make a burst choose blindly', async () => {
    const groups = { main: ['a', 'b'].map((model) => ({ model, maxParallelRequests: 1_000 })) }
    const { begin, clock, models } = setUp(groups, { a: slow, b: slow }, { routingStrategy: 'least-busy' })
    await clock.finish(Promise.all(Array.from({ length: 50 }, () => begin())))
    expect(models().filter((model) => model === 'a')).toHaveLength(25)
  })

  it('do not ask a strategy more than once where its choice has room', async () => {
    let at = 0
    const strategy: RoutingStrategy = {
      ...{ name: 'round-robin', needs: {} },
      select: (candidates) => (candidates[at++ % candidates.length] ?? candidates[0]).deployment,
    }
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']
    const groups = { main: names.map((model) => ({ model, maxParallelRequests: 100 })) }
    const { ask, models } = setUp(groups, {}, { strategy })
    for (let i = 0; i < 20; i++) await ask()
    expect(models()).toEqual([...names, ...names])
  })

  it('tell the first return, of those that are full and those that cool down', async () => {
    const groups = {
      main: [
        { model: 'a', rpm: 1 },
        { model: 'b', rpm: 9 },
      ],
    }
    const script = { b: [fails('unavailable', { retryAfterMs: 5_000 })] }
    const { ask, failure } = setUp(groups, script, { ...usage, allowedFails: 0 })
    await ask().catch(() => {})
    await ask().catch(() => {})
    expect(await failure()).toMatchObject({ kind: 'none-available', retryAfterMs: 5_000 })
  })

  it('are promises where sticky hands over to a strategy that promises them', async () => {
    const routingStrategyArgs = { otherwise: 'usage-based-routing' }
    const { begin, clock, models } = setUp(
      { main: [{ model: 'a', rpm: 2 }] },
      {},
      { routingStrategy: 'sticky', routingStrategyArgs, numRetries: 0 },
    )
    await clock.finish(Promise.all(Array.from({ length: 5 }, () => begin().catch(() => {}))))
    expect(models()).toEqual(['a', 'a'])
  })
})

describe('choices', () => {
  it('by latency are not drawn to a deployment that refuses everything', async () => {
    const { ask, models } = setUp(
      { main: ['a', 'b'] },
      { a: [fails('bad-request')] },
      { routingStrategy: 'latency-based-routing', numRetries: 0 },
    )
    for (let i = 0; i < 50; i++) await ask().catch(() => {})
    expect(models().filter((model) => model === 'a').length).toBeLessThanOrEqual(3)
  })

  it('by peak-ewma leave out who has no weight', async () => {
    const groups = {
      main: [
        { model: 'a', weight: 0 },
        { model: 'b', weight: 0 },
        { model: 'c', weight: 1 },
      ],
    }
    const { ask, models } = setUp(groups, {}, { routingStrategy: 'peak-ewma' })
    for (let i = 0; i < 60; i++) await ask()
    expect(new Set(models())).toEqual(new Set(['c']))
  })

  it('by prefix survive content that is none', async () => {
    const { ask } = setUp(
      { main: ['a', 'b'] },
      {},
      { routingStrategy: 'sticky', routingStrategyArgs: { by: 'prefix' } },
    )
    expect(await ask({ messages: [{ role: 'user', content: [null] }] })).toMatchObject({ group: 'main' })
  })
})

describe('names', () => {
  it('an empty header of tags is none', async () => {
    const { post } = setUp({ main: [{ model: 'a' }, { model: 'b', tags: ['paid'] }] }, {}, { enableTagFiltering: true })
    expect((await post({}, { 'x-turnout-tags': ' ,' })).status).toBe(200)
  })

  it('with stars are nobody’s, and no pattern takes long', async () => {
    const model_list = [
      { model_name: '*-*-*-*-turbo', litellm_params: { model: 'scripted/*' }, model_info: { id: 'wild' } },
    ]
    const { begin } = await setUpFile({ model_list })
    for (const model of ['*-*-*-*-turbo', 'wild', '-'.repeat(512), `${'a-'.repeat(200)}turb`])
      expect(await failureOf(begin({ model }))).toMatchObject({ kind: 'model-not-found' })
    expect(await begin({ model: 'a-b-c-d-turbo' })).toMatchObject({ model: 'a-b-c-d-turbo' })
  })
})
