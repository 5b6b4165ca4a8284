import type { Callback, CallbackSettings } from '@turnout/core'

/** A callback that is told only of requests that were served, or only of those that failed; and of all else. */
export function hearing(hears: CallbackSettings['hears'], callback: Callback): Callback {
  if (hears === 'all') return callback
  const { name, hears: types, wantsSteps, configure, trace, losses, close } = callback
  const wanted = hears === 'failures'
  return {
    name,
    ...(types ? { hears: types } : {}),
    ...(wantsSteps === undefined ? {} : { wantsSteps }),
    on(event) {
      const isOther = event.type === 'request-end' && (event.failure !== undefined) !== wanted
      return isOther ? undefined : callback.on(event)
    },
    ...(configure ? { configure: configure.bind(callback) } : {}),
    ...(trace ? { trace: trace.bind(callback) } : {}),
    ...(losses ? { losses: losses.bind(callback) } : {}),
    ...(close ? { close: close.bind(callback) } : {}),
  }
}
