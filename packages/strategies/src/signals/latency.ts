import { type AttemptEnd, defineSignal, type Signal } from '@turnout/core'
import { memoised } from '../memoised.ts'
import { RecentSamples, type Sampled } from './recent-samples.ts'
import { isSlowness, timeoutPenaltyS } from './slowness.ts'

/**
 * How slow a deployment was lately: seconds a completion token (plain seconds, where an answer had none), over its last
 * `size` answers of the last `ttlMs`; a timeout counts as 1000 s. Undefined without samples. (LiteLLM's
 * `latency-based-routing`.)
 */
export const latency: (ttlMs: number, size: number) => Signal<Sampled | undefined> = memoised((ttlMs, size) =>
  defineSignal<Sampled | undefined>({
    name: 'latency',
    bind() {
      const samples = new RecentSamples(size, ttlMs)
      return {
        end(attempt) {
          if (!attempt.failure) samples.add(secondsAToken(attempt), attempt.endedMs)
          else if (isSlowness(attempt.failure)) samples.add(timeoutPenaltyS, attempt.endedMs)
        },
        value: (nowMs) => samples.at(nowMs),
        export: (nowMs, whole) => samples.export(nowMs, whole),
        merge: (instance, data, nowMs) => samples.merge(instance, data, nowMs),
      }
    },
  }),
)

function secondsAToken({ startedMs, endedMs, usage }: AttemptEnd): number {
  const seconds = (endedMs - startedMs) / 1000
  const tokens = usage?.completion_tokens ?? 0
  return tokens > 0 ? seconds / tokens : seconds
}
