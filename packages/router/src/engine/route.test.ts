import { TurnoutError } from '@turnout/core'
import { cutsAfter, fails, type Step, says, scriptedProvider, testRuntime } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'
import type { RouterOptions } from '../options.ts'

const messages = [{ role: 'user', content: 'hi' }]

/** A router over scripted models: `groups` says which models serve a name, `script` what their attempts do. */
function setUp(
  groups: Readonly<Record<string, readonly string[]>>,
  script: Readonly<Record<string, readonly Step[]>>,
  options: Partial<RouterOptions> = {},
) {
  const provider = scriptedProvider(script)
  const runtime = testRuntime()
  const modelList = Object.entries(groups).flatMap(([modelName, models]) =>
    models.map((model) => ({ modelName, litellmParams: { model: `scripted/${model}` }, modelInfo: { id: model } })),
  )
  const router = createRouter({ modelList, providers: { scripted: provider }, runtime, ...options } as RouterOptions)
  const models = () => provider.calls.map(({ deployment }) => deployment.model)
  const ask = (model = 'main', extra: Readonly<Record<string, unknown>> = {}) =>
    runtime.clock.finish(router.completion({ model, messages, ...extra }))
  const failure = async (model?: string, extra?: Readonly<Record<string, unknown>>): Promise<TurnoutError> => {
    const error: unknown = await ask(model, extra).then(
      () => undefined,
      (reason: unknown) => reason,
    )
    if (!TurnoutError.is(error)) throw new Error(`expected a TurnoutError, got ${String(error)}`)
    return error
  }
  return { router, runtime, models, ask, failure, provider }
}

const text = (answer: Awaited<ReturnType<ReturnType<typeof setUp>['ask']>>) => answer.choices[0]?.message.content

describe('retries', () => {
  it('tries a sibling at once, without waiting', async () => {
    const { ask, runtime, models } = setUp(
      { main: ['a', 'b'] },
      { a: [fails('server')], b: [fails('server'), says('ok')] },
    )
    const startedMs = runtime.clock.monotonicMs()
    const asked = ask('main', { num_retries: 1 }).catch(() => {})
    await asked
    expect(new Set(models())).toEqual(new Set(['a', 'b']))
    expect(runtime.clock.monotonicMs() - startedMs).toBe(0)
  })

  it('waits before it asks the same deployment again', async () => {
    const { ask, runtime } = setUp({ main: ['a'] }, { a: [fails('server'), says('ok')] })
    const startedMs = runtime.clock.monotonicMs()
    expect(text(await ask())).toBe('ok')
    const waitedMs = runtime.clock.monotonicMs() - startedMs
    expect(waitedMs).toBeGreaterThanOrEqual(375)
    expect(waitedMs).toBeLessThanOrEqual(500)
  })

  it('waits as long as the provider asked', async () => {
    const { ask, runtime } = setUp({ main: ['a'] }, { a: [fails('rate-limit', { retryAfterMs: 20_000 }), says('ok')] })
    const startedMs = runtime.clock.monotonicMs()
    await ask()
    expect(runtime.clock.monotonicMs() - startedMs).toBe(20_000)
  })

  it.each([0, 1, 3])('makes exactly numRetries + 1 attempts: %i', async (numRetries) => {
    const { failure, models } = setUp({ main: ['a'] }, { a: [fails('server')] }, { numRetries })
    expect((await failure()).attempts).toHaveLength(numRetries + 1)
    expect(models()).toHaveLength(numRetries + 1)
  })

  it('lets the request say how many', async () => {
    const { failure, models } = setUp({ main: ['a'] }, { a: [fails('server')] }, { numRetries: 1 })
    await failure('main', { num_retries: 4 })
    expect(models()).toHaveLength(5)
  })

  it.each(['bad-request', 'context-window', 'content-policy'] as const)(
    'does not repeat what the caller got wrong: %s',
    async (kind) => {
      const { failure, models } = setUp({ main: ['a', 'b'] }, { a: [fails(kind)], b: [fails(kind)] })
      expect(await failure()).toMatchObject({ kind })
      expect(models()).toHaveLength(1)
    },
  )

  it('asks a sibling, but not the same deployment, when credentials are refused', async () => {
    const { failure, models } = setUp(
      { main: ['a', 'b'] },
      { a: [fails('authentication')], b: [fails('authentication')] },
    )
    expect(await failure()).toMatchObject({ kind: 'authentication', status: 502 })
    expect(new Set(models())).toEqual(new Set(['a', 'b']))
    expect(models()).toHaveLength(2)
  })

  it('tells every attempt in the error', async () => {
    const { failure } = setUp({ main: ['a'] }, { a: [fails('timeout'), fails('server')] }, { numRetries: 1 })
    const { attempts, kind } = await failure()
    expect(kind).toBe('server')
    expect(attempts.map((attempt) => attempt.failure?.className)).toEqual(['Timeout', 'InternalServerError'])
  })

  it('sends the same request every time', async () => {
    const { ask, provider } = setUp({ main: ['a'] }, { a: [fails('server'), fails('server'), says('ok')] })
    await ask('main', { temperature: 0.5, num_retries: 2 })
    const sent = provider.calls.map(({ request }) => JSON.stringify(request))
    expect(new Set(sent).size).toBe(1)
    expect(sent[0]).toContain('temperature')
    expect(sent[0]).not.toContain('num_retries')
  })
})

describe('fallbacks', () => {
  const down = { a: [fails('server')], b: [fails('unavailable')], c: [fails('timeout')] }
  const groups = { main: ['a'], second: ['b'], third: ['c'], last: ['d'] }

  it('go through the list in order, each group with its own retries', async () => {
    const options = { numRetries: 1, fallbacks: [{ main: ['second', 'last'] }] }
    const { ask, models } = setUp(groups, down, options)
    expect(text(await ask())).toBe('hello from d')
    expect(models()).toEqual(['a', 'a', 'b', 'b', 'd'])
  })

  it('walk depth first, and visit each group once', async () => {
    const fallbacks = [{ main: ['second', 'last'] }, { second: ['third', 'main'] }, { third: ['second'] }]
    const { ask, models } = setUp(groups, down, { numRetries: 0, fallbacks })
    await ask()
    expect(models()).toEqual(['a', 'b', 'c', 'd'])
  })

  it('stop after maxFallbacks', async () => {
    const { failure, models } = setUp(groups, down, {
      numRetries: 0,
      maxFallbacks: 1,
      fallbacks: [{ main: ['second', 'last'] }],
    })
    await failure()
    expect(models()).toEqual(['a', 'b'])
  })

  it('end in the asked group’s own failure, with every attempt', async () => {
    const { failure } = setUp(groups, down, { numRetries: 0, fallbacks: [{ main: ['second', 'third'] }] })
    const error = await failure()
    expect(error.kind).toBe('server')
    expect(error.attempts.map(({ group }) => group)).toEqual(['main', 'second', 'third'])
  })

  it('are not for what the caller got wrong', async () => {
    const { failure, models } = setUp(groups, { a: [fails('bad-request')] }, { fallbacks: [{ main: ['last'] }] })
    expect(await failure()).toMatchObject({ kind: 'bad-request' })
    expect(models()).toEqual(['a'])
  })

  it('have a list of their own for a context window, and then the general one', async () => {
    const tooLong = { a: [fails('context-window')], b: [fails('context-window')] }
    const own = { contextWindowFallbacks: [{ main: ['last'] }], fallbacks: [{ main: ['second'] }] }
    const { ask, models } = setUp(groups, tooLong, own)
    await ask()
    expect(models()).toEqual(['a', 'd'])
    const general = setUp(groups, tooLong, {
      contextWindowFallbacks: [{ other: ['last'] }],
      fallbacks: [{ main: ['last'] }],
    })
    await general.ask()
    expect(general.models()).toEqual(['a', 'd'])
  })

  it('serve any group by default', async () => {
    const { ask } = setUp(groups, down, { numRetries: 0, defaultFallbacks: ['last'] })
    expect(text(await ask('third'))).toBe('hello from d')
  })

  it('may be named by the request, and switched off by it', async () => {
    const { ask, failure, models } = setUp(groups, down, { numRetries: 0, fallbacks: [{ main: ['second'] }] })
    expect(text(await ask('main', { fallbacks: ['last'] }))).toBe('hello from d')
    expect(models()).toEqual(['a', 'd'])
    expect(await failure('main', { disable_fallbacks: true })).toMatchObject({ kind: 'server' })
    expect(models()).toEqual(['a', 'd', 'a'])
  })

  it('are found by an alias and by its group, and may lead to a deployment id', async () => {
    const modelGroupAlias = { nick: 'main' }
    const byGroup = setUp(groups, down, { numRetries: 0, modelGroupAlias, fallbacks: [{ main: ['d'] }] })
    expect(text(await byGroup.ask('nick'))).toBe('hello from d')
    const byAlias = setUp(groups, down, { numRetries: 0, modelGroupAlias, fallbacks: [{ nick: ['last'] }] })
    expect(text(await byAlias.ask('nick'))).toBe('hello from d')
  })
})

describe('names', () => {
  it('are 404 when nobody answers to them', async () => {
    const { failure, models } = setUp({ main: ['a'] }, {})
    expect(await failure('nobody')).toMatchObject({ kind: 'model-not-found', status: 404, code: 'model_not_found' })
    expect(models()).toEqual([])
  })

  it('may be a deployment’s id', async () => {
    const { ask, models } = setUp({ main: ['a', 'b'] }, {})
    await ask('b')
    expect(models()).toEqual(['b'])
  })

  it('are not confused by names every object has', async () => {
    const { failure } = setUp({ main: ['a'] }, {})
    expect(await failure('constructor')).toMatchObject({ kind: 'model-not-found' })
    expect(await failure('__proto__')).toMatchObject({ kind: 'model-not-found' })
  })
})

describe('streams', () => {
  const read = async (router: ReturnType<typeof setUp>['router'], model = 'main') => {
    let said = ''
    const stream = await router.completion({ model, messages, stream: true })
    for await (const chunk of stream) said += chunk.choices[0]?.delta.content ?? ''
    return said
  }

  it('that break before their first content are retried unseen', async () => {
    const { router, runtime, models } = setUp({ main: ['a', 'b'] }, { a: [cutsAfter('')], b: [says('whole')] })
    for (let i = 0; i < 5; i++) expect(await runtime.clock.finish(read(router))).toBe('whole')
    expect(models()).toContain('a')
  })

  it('that break after it throw, and are not repeated', async () => {
    const { router, runtime, models } = setUp(
      { main: ['a'] },
      { a: [cutsAfter('half')] },
      { fallbacks: [{ main: ['a'] }] },
    )
    const stream = await router.completion({ model: 'main', messages, stream: true })
    let said = ''
    const reading = (async () => {
      for await (const chunk of stream) said += chunk.choices[0]?.delta.content ?? ''
    })()
    await expect(runtime.clock.finish(reading)).rejects.toMatchObject({
      kind: 'connection',
      code: 'upstream_truncated',
    })
    expect(said).toBe('half')
    expect(models()).toEqual(['a'])
  })
})
