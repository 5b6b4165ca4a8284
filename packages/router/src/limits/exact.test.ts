import { ProviderError, TurnoutError } from '@turnout/core'
import { estimateTokens } from '@turnout/model-info'
import { fails, hangs, late, type Step, says, scriptedProvider, testRuntime } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'
import type { ModelOptions, RouterOptions } from '../options.ts'

type Params = Partial<ModelOptions['litellmParams']>

const messages = [{ role: 'user', content: 'hi' }]

const failing = () => fails('server', { upstreamStatus: 500 })
const unreachable = () => new ProviderError('connection', 'refused', { sent: false })

function setUp(
  params: Params,
  script: Readonly<Record<string, readonly Step[]>> = {},
  options: Partial<RouterOptions> = {},
) {
  const provider = scriptedProvider(script)
  const runtime = testRuntime()
  const router = createRouter({
    modelList: ['a', 'b'].map((model) => ({
      ...{ modelName: 'main', litellmParams: { model: `scripted/${model}`, ...params }, modelInfo: { id: model } },
    })),
    ...{ providers: { scripted: provider }, runtime, routingStrategy: 'usage-based-routing', numRetries: 0 },
    ...{ onProblem: () => {}, ...options },
  } as RouterOptions)
  const ask = (extra: object = {}, init: object = {}) =>
    router.call('chat', { model: 'main', messages, ...extra }, init).then(async (reply) => {
      for await (const batch of reply) void batch
      return 'ok'
    })
  /** How many of so many requests at once got through. */
  const burst = async (count: number, extra: object = {}) => {
    const asked = Array.from({ length: count }, () => ask(extra).catch((error: unknown) => error))
    const answers = await runtime.clock.finish(Promise.all(asked))
    const refused = answers.filter((answer) => TurnoutError.is(answer) && answer.kind === 'none-available')
    return { calls: provider.calls.length, ok: answers.filter((answer) => answer === 'ok').length, refused }
  }
  return { burst, ask, provider, runtime, router }
}

describe('of 200 requests at once', () => {
  it.each([false, true])('exactly rpm reach each deployment, streamed: %s', async (stream) => {
    const { burst } = setUp({ rpm: 10 })
    const { calls, ok, refused } = await burst(200, { stream })
    expect([calls, ok, refused.length]).toEqual([20, 20, 180])
    expect(refused[0]).toMatchObject({ status: 429, code: 'no_deployment_available', retryAfterMs: 60_000 })
  })

  it.each(['latency-based-routing', 'cost-based-routing', 'usage-based-routing-v2'])(
    'the same under %s',
    async (name) => {
      const { burst } = setUp({ rpm: 10 }, {}, { routingStrategy: name })
      expect((await burst(200)).calls).toBe(20)
    },
  )

  it.each([{ enablePreCallChecks: true }, { optionalPreCallChecks: ['enforce_model_rate_limits'] }])(
    'the same under %j',
    async (checks) => {
      const { burst } = setUp({ rpm: 10 }, {}, {
        routingStrategy: 'simple-shuffle',
        ...checks,
      } as Partial<RouterOptions>)
      expect((await burst(200)).calls).toBe(20)
    },
  )

  it('all get through under simple-shuffle, where rpm is a weight', async () => {
    const { burst } = setUp({ rpm: 10 }, {}, { routingStrategy: 'simple-shuffle' })
    expect((await burst(200)).calls).toBe(200)
  })

  it.each([false, true])('as many as tpm has room for, streamed: %s', async (stream) => {
    const slow = { a: [late(1_000, says('x'))], b: [late(1_000, says('x'))] }
    const { burst } = setUp({ tpm: 1_000 }, slow)
    const prompt = estimateTokens({ model: 'main', messages })
    expect((await burst(200, { max_tokens: 80, stream })).calls).toBe(2 * Math.floor(1_000 / (prompt + 80)))
  })

  it('as many as may run at a time', async () => {
    const { burst } = setUp({ maxParallelRequests: 3 }, { a: [late(50, says('x'))], b: [late(50, says('x'))] })
    expect((await burst(200)).calls).toBe(6)
  })
})

describe('what was reserved', () => {
  it('becomes what was used, so that the rest is free again', async () => {
    const { burst } = setUp({ tpm: 1_000 })
    expect((await burst(2, { max_tokens: 900 })).ok).toBe(2)
    expect((await burst(2, { max_tokens: 900 })).ok).toBe(2)
  })

  it('of a request that not a byte was sent of comes back whole; of a refused one only its tokens', async () => {
    const unsent = [{ does: 'fail', error: unreachable() } as const]
    const free = setUp({ rpm: 3 }, { a: unsent, b: unsent }, { disableCooldowns: true })
    for (let i = 0; i < 10; i++) await free.burst(1)
    expect(free.provider.calls.length).toBe(10)
    const refused = setUp({ rpm: 3 }, { a: [failing()], b: [failing()] }, { disableCooldowns: true })
    for (let i = 0; i < 10; i++) await refused.burst(1)
    expect(refused.provider.calls.length).toBe(6)
  })

  it('of a cancelled request: its slot comes back, its rpm does not', async () => {
    const { ask, burst, runtime, provider } = setUp(
      { rpm: 2, maxParallelRequests: 1 },
      { a: [hangs(), says('x')], b: [hangs(), says('x')] },
    )
    const controllers = [new AbortController(), new AbortController()]
    const asked = controllers.map(({ signal }) => ask({}, { signal }).catch((error: unknown) => error))
    await runtime.clock.advance(10)
    expect(provider.calls.length).toBe(2)
    for (const controller of controllers) controller.abort()
    await runtime.clock.finish(Promise.all(asked))
    expect((await burst(5)).calls).toBe(4)
  })

  it('of a stream that says in its middle that it is overloaded: what was said is used', async () => {
    const overloaded = new ProviderError('unavailable', 'overloaded', { upstreamStatus: 503 })
    const breaks = { does: 'cut', text: 'x', error: overloaded } as const
    const prompt = estimateTokens({ model: 'main', messages })
    const room = { tpm: 2 * prompt + 5 }
    const { burst, provider } = setUp(room, { a: [breaks], b: [breaks] }, { disableCooldowns: true })
    await burst(2, { stream: true, max_tokens: 5 })
    expect(provider.calls.length).toBe(2)
    expect((await burst(2, { max_tokens: 5 })).refused).toHaveLength(2)
  })

  it('of an attempt that fails over counts at both', async () => {
    const { burst } = setUp({ rpm: 5 }, { a: [failing()] }, { numRetries: 1, disableCooldowns: true })
    expect((await burst(100)).calls).toBe(10)
  })

  it('leaves the window a minute after it came', async () => {
    const { burst, runtime } = setUp({ rpm: 1 })
    expect((await burst(5)).calls).toBe(2)
    await runtime.clock.advance(59_999)
    expect((await burst(5)).calls).toBe(2)
    await runtime.clock.advance(1)
    expect((await burst(5)).calls).toBe(4)
  })
})
