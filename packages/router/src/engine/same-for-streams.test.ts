import { type ErrorKind, TurnoutError } from '@turnout/core'
import { cutsAfter, fails, type Step, says, scriptedProvider, testRuntime } from '@turnout/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'
import type { RouterOptions } from '../options.ts'

const kinds: readonly ErrorKind[] = [
  ...([
    'bad-request',
    'authentication',
    'rate-limit',
    'quota',
    'timeout',
    'connection',
    'server',
    'unavailable',
  ] as const),
  ...(['context-window', 'content-policy', 'not-found'] as const),
]

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom(...kinds).map((kind) => fails(kind)),
  fc.constant(cutsAfter('')),
  fc.constant(says('ok')),
)

const world = fc.record({
  script: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.array(step, { minLength: 1, maxLength: 4 })),
  groups: fc.record({
    main: fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
    spare: fc.subarray(['c', 'd'], { minLength: 1 }),
  }),
  numRetries: fc.nat(4),
  fallbacks: fc.constantFrom([], [{ main: ['spare'] }], [{ main: ['spare', 'main'] }, { spare: ['main'] }]),
})

async function attemptsOf(
  { script, groups, numRetries, fallbacks }: typeof world extends fc.Arbitrary<infer W> ? W : never,
  stream: boolean,
) {
  const provider = scriptedProvider(script)
  const runtime = testRuntime({ seed: 5 })
  const modelList = Object.entries(groups).flatMap(([modelName, models]) =>
    models.map((model) => ({
      modelName,
      litellmParams: { model: `scripted/${model}` },
      modelInfo: { id: `${modelName}-${model}` },
    })),
  )
  const options = { modelList, providers: { scripted: provider }, runtime, numRetries, fallbacks }
  const router = createRouter(options as RouterOptions)
  const request = { model: 'main', messages: [{ role: 'user', content: 'hi' }] }
  const asked = stream
    ? router.completion({ ...request, stream: true }).then(async (chunks) => {
        let text = ''
        for await (const chunk of chunks) text += chunk.choices[0]?.delta.content ?? ''
        return text
      })
    : router.completion(request).then(({ choices }) => choices[0]?.message.content)
  const outcome = await runtime.clock.finish(asked).catch((error: unknown) => {
    if (!TurnoutError.is(error)) throw error
    return error.kind
  })
  return { outcome, attempts: provider.calls.map(({ deployment }) => deployment.id), timers: runtime.clock.pending }
}

it('plain and streaming requests make the same attempts, and leave no timer behind', async () => {
  await fc.assert(
    fc.asyncProperty(world, async (given) => {
      const plain = await attemptsOf(given, false)
      expect(await attemptsOf(given, true)).toEqual(plain)
      expect(plain.timers).toBe(0)
      expect(plain.attempts.length).toBeLessThanOrEqual((given.numRetries + 1) * 2)
    }),
    { numRuns: 150 },
  )
}, 30_000)
