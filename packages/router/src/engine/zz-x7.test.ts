import { type ProviderAdapter, ProviderError, TurnoutError } from '@turnout/core'
import { scriptedProvider, seededRandom, type TestRuntime, testRuntime } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'
import type { RouterOptions } from '../options.ts'

const messages = [{ role: 'user', content: 'hi' }]
const second = 1_000
const perSecond = 200
const capacity = Math.round(perSecond / 0.7)
const serviceMs = 50
const fault = { fromMs: 20 * second, toMs: 40 * second }
const lastsMs = 60 * second

/** Serves so many a second and refuses the rest; in the fault it refuses all. */
function upstream({ clock }: TestRuntime) {
  const startMs = clock.monotonicMs()
  const calls: number[] = []
  const served: number[] = []
  const answers = scriptedProvider({})
  const refuses = (nowMs: number): boolean => {
    while ((served[0] ?? Infinity) <= nowMs - second) served.shift()
    if ((nowMs >= fault.fromMs && nowMs < fault.toMs) || served.length >= capacity) return true
    served.push(nowMs)
    return false
  }
  const adapter: ProviderAdapter = {
    name: 'upstream',
    operations: {
      async chat(call) {
        const nowMs = clock.monotonicMs() - startMs
        calls.push(nowMs)
        const refused = refuses(nowMs)
        await clock.sleep(serviceMs, call.scope)
        const answer = refused || call.scope.cancelled ? undefined : await answers.operations.chat?.(call)
        if (!answer) throw new ProviderError('unavailable', 'Overloaded.', { upstreamStatus: 503 })
        return answer
      },
    },
  }
  return { adapter, calls }
}

/** OpenAI's client: two retries, each after what it is told (at most a minute) or a backoff, less up to a quarter. */
async function client(ask: (isRetry: boolean) => Promise<unknown>, { clock }: TestRuntime, random: () => number) {
  for (let retries = 0; ; retries++) {
    try {
      await ask(retries > 0)
      return true
    } catch (error) {
      if (!TurnoutError.is(error)) throw error
      if (retries === 2 || !error.shouldRetry) return false
      const toldMs = error.spreadAfterMs ?? error.retryAfterMs ?? 0
      const backoffMs = 500 * 2 ** retries * (1 - random() / 4)
      await clock.sleep(toldMs > 0 && toldMs <= 60 * second ? toldMs : backoffMs)
    }
  }
}

interface Storm {
  /** Upstream calls for each request that began in the fault. */
  readonly amplification: number
  /** From the end of the fault to the end of the last second of which less than 95 % of the requests were served. */
  readonly recoveredMs: number
  /** Upstream calls in the busiest second. */
  readonly peak: number
  /** Share of all requests that were served. */
  readonly served: number
}

interface World extends Partial<RouterOptions> {
  readonly deployments: number
  readonly seed: number
}

async function storm({ deployments, seed, ...options }: World): Promise<Storm> {
  const runtime = testRuntime({ seed })
  const { clock } = runtime
  const { adapter, calls } = upstream(runtime)
  const modelList = Array.from({ length: deployments }, (_, index) => ({
    modelName: 'main',
    litellmParams: { model: `upstream/m${index}` },
  }))
  const providers = { upstream: adapter }
  const router = createRouter({ modelList, providers, runtime, numRetries: 2, onProblem: () => {}, ...options })
  const random = seededRandom(seed + 1_000)
  const ask = (isRetry: boolean) => router.completion({ model: 'main', messages }, { isRetry })
  const requests = new Array<number>(lastsMs / second).fill(0)
  const successes = new Array<number>(lastsMs / second).fill(0)
  const startMs = clock.monotonicMs()
  const arrive = () => {
    const slot = Math.floor((clock.monotonicMs() - startMs) / second)
    if (slot >= requests.length) return
    requests[slot] = (requests[slot] ?? 0) + 1
    void client(ask, runtime, random).then((ok) => {
      if (ok) successes[slot] = (successes[slot] ?? 0) + 1
    })
    clock.timer((-Math.log(1 - random()) * second) / perSecond, arrive)
  }
  arrive()
  await clock.advance(3 * lastsMs)
  expect(clock.pending).toBe(0)
  const inFault = (ms: number) => ms >= fault.fromMs && ms < fault.toMs
  const bad = requests.findLastIndex((count, slot) => (successes[slot] ?? 0) < 0.95 * count)
  return {
    amplification: calls.filter(inFault).length / sum(requests.filter((_, slot) => inFault(slot * second))),
    recoveredMs: Math.max(0, (bad + 1) * second - fault.toMs),
    peak: Math.max(...countBy(calls, (ms) => Math.floor(ms / second))),
    served: sum(successes) / sum(requests),
  }
}

const countBy = <T>(list: readonly T[], of: (entry: T) => unknown): readonly number[] =>
  [...Map.groupBy(list, of).values()].map(({ length }) => length)

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)


it('numbers', async () => {
  for (const extra of [{}, { retryBudget: false as const }, { retryBudget: false as const, disableCooldowns: true }])
  for (const deployments of [1, 2, 3]) {
    const out: string[] = []
    for (const seed of Object.keys(extra).length ? [1, 2] : [1, 2, 3, 4, 5, 6, 7, 8]) { const r = await storm({ deployments, seed, ...extra }); out.push(`${r.recoveredMs / 1000}s x${r.amplification.toFixed(2)} peak ${r.peak} ${(100 * r.served).toFixed(0)}%`) }
    process.stderr.write(`${deployments} ${JSON.stringify(extra)}: ${out.join(', ')}\n`)
  }
}, 100_000)
