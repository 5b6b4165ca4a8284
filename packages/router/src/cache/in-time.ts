import type { Clock } from '@turnout/core'

/** No request waits longer for what a cache has. */
const longestMs = 1_000

/** The same, or a rejection where that takes too long. */
export const inTime = <T>(clock: Clock, awaited: PromiseLike<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = clock.timer(longestMs, () => reject(new Error('it does not answer in time')))
    Promise.resolve(awaited).then(resolve, reject).finally(stop)
  })
