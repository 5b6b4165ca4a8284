import { type ProviderAdapter, ProviderError } from '@turnout/core'
import { scriptedProvider, type TestRuntime, testRuntime } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'
import type { RouterOptions } from '../options.ts'

const second = 1_000
const lastsMs = 300 * second
const phaseMs = 10 * second
const everyMs = 50
const coolsMs = 4 * second
const answerMs = 300

/** `a` serves for ten seconds and refuses for ten; the others serve. */
function upstream({ clock }: TestRuntime) {
  const startMs = clock.monotonicMs()
  const answers = scriptedProvider({})
  const refusedMs: number[] = []
  const calls = { count: 0 }
  const adapter: ProviderAdapter = {
    name: 'upstream',
    operations: {
      async chat(call) {
        const nowMs = clock.monotonicMs() - startMs
        calls.count++
        const isBad = call.deployment.model === 'a' && Math.floor(nowMs / phaseMs) % 2 === 1
        if (isBad) refusedMs.push(nowMs)
        await clock.sleep(answerMs, call.scope)
        const answer = isBad ? undefined : await answers.operations.chat?.(call)
        if (!answer) throw new ProviderError('unavailable', 'Overloaded.', { upstreamStatus: 503 })
        return answer
      },
    },
  }
  return { adapter, refusedMs, calls }
}

/** Twenty requests a second for five minutes. */
async function flap(options: Partial<RouterOptions>) {
  const runtime = testRuntime()
  const { adapter, refusedMs, calls } = upstream(runtime)
  const router = createRouter({
    modelList: ['a', 'b', 'c'].map((model) => ({ modelName: 'main', litellmParams: { model: `upstream/${model}` } })),
    ...{ providers: { upstream: adapter }, runtime, onProblem: () => {}, retryAfter: 0, ...options },
  } as RouterOptions)
  const asked: Promise<boolean>[] = []
  for (let ms = 0; ms < lastsMs; ms += everyMs) {
    const request = { model: 'main', messages: [{ role: 'user' as const, content: 'hi' }] }
    asked.push(
      router.completion(request).then(
        () => true,
        () => false,
      ),
    )
    await runtime.clock.advance(everyMs)
  }
  const told = await runtime.clock.finish(Promise.all(asked))
  await router.close()
  return { served: told.filter(Boolean).length / told.length, refusedMs, extra: calls.count / told.length }
}

describe('U47: ten seconds good, ten seconds bad, for five minutes', () => {
  it('is served, and asked once for each cooldown while it is bad', async () => {
    const { served, refusedMs, extra } = await flap({ allowedFails: 3, cooldownTime: coolsMs / second })
    expect(served).toBe(1)
    expect(extra).toBeLessThan(1.05)
    const phases = Map.groupBy(refusedMs, (ms) => Math.floor(ms / phaseMs))
    expect(phases.size).toBe(lastsMs / phaseMs / 2)
    for (const times of phases.values()) {
      // Three are allowed; when the fourth is over it is left alone, but for a probe each time.
      const cooledMs = (times[3] ?? lastsMs) + answerMs
      const probes = times.filter((ms) => ms > cooledMs)
      expect(times.length - probes.length).toBeLessThanOrEqual(4 + answerMs / everyMs)
      for (const [at, ms] of probes.entries())
        expect(ms - (at === 0 ? cooledMs : (probes[at - 1] ?? 0) + answerMs)).toBeGreaterThanOrEqual(coolsMs)
    }
  })

  it('is served under the usual rule, too, which is for deployments that fail more than they serve', async () => {
    const { served, extra } = await flap({})
    expect(served).toBe(1)
    expect(extra).toBeLessThan(1.3)
  })
})
