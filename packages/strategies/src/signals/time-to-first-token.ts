import { defineSignal, type Signal } from '@turnout/core'
import { memoised } from '../memoised.ts'
import { RecentSamples, type Sampled } from './recent-samples.ts'
import { isSlowness, timeoutPenaltyS } from './slowness.ts'

/**
 * How long a deployment's streams took to their first content lately, in seconds, over its last `size` streams of the
 * last `ttlMs`; a timeout before it counts as 1000 s. Undefined without samples.
 */
export const timeToFirstToken: (ttlMs: number, size: number) => Signal<Sampled | undefined> = memoised((ttlMs, size) =>
  defineSignal<Sampled | undefined>({
    name: 'time-to-first-token',
    bind() {
      const samples = new RecentSamples(size, ttlMs)
      return {
        end({ stream, startedMs, firstContentMs, endedMs, failure }) {
          if (!stream) return
          if (firstContentMs !== undefined) samples.add((firstContentMs - startedMs) / 1000, endedMs)
          else if (failure && isSlowness(failure)) samples.add(timeoutPenaltyS, endedMs)
        },
        value: (nowMs) => samples.at(nowMs),
        export: (nowMs, whole) => samples.export(nowMs, whole),
        merge: (instance, data, nowMs) => samples.merge(instance, data, nowMs),
      }
    },
  }),
)
