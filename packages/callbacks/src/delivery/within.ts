import type { Clock } from '@turnout/core'
import { Undelivered } from './undelivered.ts'

/** What comes of `work`, or `Undelivered` when that takes too long; `work` itself goes on. */
export function within<T>(clock: Clock, timeoutMs: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = clock.timer(timeoutMs, () => reject(new Undelivered(`no answer within ${timeoutMs / 1_000} s`)))
    work.then(resolve, reject).finally(stop)
  })
}
