// A callback of your own, in a file: it tells of requests that took long, and what they spent it on.
import { type AttemptRecord, defineCallback } from '@turnout/core'

export default defineCallback(({ settings, warn }) => {
  const overMs = settings['over_ms']
  if (typeof overMs !== 'number') {
    warn('over_ms is not set, so no request is slow')
    return undefined
  }
  return {
    name: 'slow',
    hears: ['request-end'],
    on(event) {
      if (event.type !== 'request-end' || event.durationMs < overMs) return
      const { model, durationMs, attempts } = event
      console.log(`${model} took ${Math.round(durationMs)} ms: ${attempts.map(spent).join(', ')}`)
    },
  }
})

const spent = ({ deploymentId, startedMs, endedMs, failure }: AttemptRecord): string =>
  `${deploymentId} ${Math.round(endedMs - startedMs)} ms, ${failure?.kind ?? 'served'}`
