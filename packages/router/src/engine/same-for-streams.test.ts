import { type ErrorKind, type RouterEvent, TurnoutError } from '@turnout/core'
import {
  cutsAfter,
  fails,
  filters,
  hangs,
  late,
  type Step,
  says,
  scriptedProvider,
  testRuntime,
} from '@turnout/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'
import type { RouterOptions } from '../options.ts'

const kinds: readonly ErrorKind[] = [
  ...(['bad-request', 'authentication', 'rate-limit', 'quota', 'timeout', 'connection', 'server'] as const),
  ...(['unavailable', 'context-window', 'content-policy', 'not-found'] as const),
]

const failure: fc.Arbitrary<Step> = fc
  .record({ kind: fc.constantFrom(...kinds), retryAfterMs: fc.constantFrom(undefined, 0, 700, 3_000, 70_000) })
  .map(({ kind, retryAfterMs }) => fails(kind, retryAfterMs === undefined ? {} : { retryAfterMs }))

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 9, arbitrary: failure },
  { weight: 1, arbitrary: fc.constantFrom(cutsAfter(''), filters(), hangs()) },
  { weight: 2, arbitrary: fc.constant(says('ok')) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(300, 1_500), failure).map(([ms, then]) => late(ms, then)) },
  { weight: 1, arbitrary: fc.constantFrom(300, 1_500).map((ms) => late(ms, says('ok'))) },
)

const steps = fc.array(step, { minLength: 1, maxLength: 6 })

const counts = <N extends string>(...names: readonly N[]) =>
  fc.dictionary(fc.constantFrom(...names), fc.nat(3), { maxKeys: 3 })
const errors = ['RateLimitError', 'Timeout', 'InternalServerError', 'AuthenticationError', 'BadRequestError'] as const
const policy = counts(...errors, 'ContentPolicyViolationError')
const targets = fc.subarray(['main', 'spare', 'last', 'nick'])
const table = fc.array(fc.dictionary(fc.constantFrom('main', 'spare', 'nick'), targets, { minKeys: 1 }), {
  maxLength: 2,
})

const options = fc.record(
  {
    numRetries: fc.nat(3),
    retryPolicy: policy,
    modelGroupRetryPolicy: fc.dictionary(fc.constantFrom('main', 'spare', 'nick'), policy),
    allowedFails: fc.nat(2),
    allowedFailsPolicy: counts(...errors),
    cooldownTime: fc.constantFrom(0, 0.5, 5, 5, 60),
    disableCooldowns: fc.constantFrom(false, false, false, true),
    whenAllCooling: fc.constantFrom('fail', 'wait', 'least_bad'),
    retryAfter: fc.constantFrom(0, 1, 10),
    retryBudget: fc.constantFrom<false | { ratio: number; perSecond: number }>(false, { ratio: 0, perSecond: 0.2 }),
    deadline: fc.constantFrom(0.2, 2, 20, 20),
    fallbacks: table,
    contextWindowFallbacks: table,
    contentPolicyFallbacks: table,
    defaultFallbacks: targets,
    maxFallbacks: fc.nat(3),
  },
  { requiredKeys: ['numRetries'] },
) satisfies fc.Arbitrary<Partial<RouterOptions>>

const world = fc.record({
  script: fc.record({ a: steps, b: steps, c: steps, d: steps }),
  groups: fc.record({
    main: fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
    spare: fc.subarray(['c', 'd'], { minLength: 1 }),
    last: fc.constant(['d']),
  }),
  params: fc.record(
    { timeout: fc.constant(1), cooldownTime: fc.constantFrom(0, 2, 2, 9), maxParallelRequests: fc.constant(1) },
    { requiredKeys: ['timeout'] },
  ),
  options,
  requests: fc.array(
    fc.record({
      model: fc.constantFrom('main', 'nick', 'spare'),
      thenMs: fc.constantFrom(0, 100, 1_000, 6_000, 31_000),
      isRetry: fc.boolean(),
    }),
    { minLength: 2, maxLength: 8 },
  ),
})

type World = typeof world extends fc.Arbitrary<infer W> ? W : never

/** What came of the requests, one after another on one router, and every event with its time on the way. */
async function play({ script, groups, params, options, requests }: World, stream: boolean) {
  const provider = scriptedProvider(script)
  const runtime = testRuntime({ seed: 5 })
  const { clock } = runtime
  const modelList = Object.entries(groups).flatMap(([modelName, models]) =>
    models.map((model) => ({
      modelName,
      litellmParams: { model: `scripted/${model}`, ...params },
      modelInfo: { id: `${modelName}-${model}` },
    })),
  )
  const events: RouterEvent[] = []
  const router = createRouter({
    ...{ modelList, modelGroupAlias: { nick: 'main' }, providers: { scripted: provider }, runtime, ...options },
    ...{ callbacks: [{ name: 'ears', on: (event) => void events.push(event) }], onProblem: () => {} },
  })
  const ask = async (model: string, isRetry: boolean): Promise<string> => {
    const request = { model, messages: [{ role: 'user', content: 'hi' }] }
    if (!stream) return String((await router.completion(request, { isRetry })).choices[0]?.message.content)
    let text = ''
    for await (const chunk of await router.completion({ ...request, stream: true }, { isRetry }))
      text += chunk.choices[0]?.delta.content ?? ''
    return text
  }
  const outcomes: unknown[] = []
  for (const { model, thenMs, isRetry } of requests) {
    outcomes.push(await clock.finish(ask(model, isRetry)).catch(told))
    await clock.advance(thenMs)
  }
  const attempts = provider.calls.map(({ deployment }, index) => `${deployment.id} at ${provider.startedMs[index]}`)
  return { outcomes, attempts, story: events.map(tell), timers: clock.pending, events }
}

const told = (error: unknown) => {
  if (!TurnoutError.is(error)) throw error
  const { kind, status, code, message, retryAfterMs, shouldRetry } = error
  return { kind, status, code, message, retryAfterMs, shouldRetry }
}

const tell = (event: RouterEvent): string => {
  const { type, atMs } = event
  const requestId = 'requestId' in event ? event.requestId : ''
  const failed = event.type === 'attempt-end' ? event.attempt.failure?.kind : ''
  const cooled = event.type === 'cooldown-start' ? `${event.deploymentId} for ${event.durationMs}` : ''
  return `${atMs} ${requestId} ${type} ${failed}${cooled}`
}

/** Attempts of a request in one group, at most. */
function mostTries({ numRetries, retryPolicy = {}, modelGroupRetryPolicy = {} }: World['options']): number {
  const policies = [retryPolicy, ...Object.values(modelGroupRetryPolicy)]
  return 1 + Math.max(numRetries, ...policies.flatMap((counts) => Object.values(counts)))
}

it('plain and streaming requests make the same attempts at the same times, and leave no timer behind', async () => {
  await fc.assert(
    fc.asyncProperty(world, async (given) => {
      const { events, ...plain } = await play(given, false)
      const { events: _, ...streamed } = await play(given, true)
      expect(streamed).toEqual(plain)
      expect(plain.timers).toBe(0)
      if (given.options.whenAllCooling === 'wait') return
      const starts = events.filter((event) => event.type === 'attempt-start')
      for (const tries of Map.groupBy(starts, ({ requestId, group }) => `${requestId} ${group}`).values())
        expect(tries.length).toBeLessThanOrEqual(mostTries(given.options))
    }),
    { numRuns: 300 },
  )
}, 30_000)
