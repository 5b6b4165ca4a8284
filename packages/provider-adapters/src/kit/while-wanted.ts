import type { CancelScope } from '@turnout/core'

/** What comes of `work`, or the scope's reason as soon as it is cancelled; `work` itself goes on. */
export function whileWanted<T>(work: Promise<T>, scope: CancelScope): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = scope.onCancel(() => reject(scope.reason))
    work.then(resolve, reject).finally(leave)
  })
}
