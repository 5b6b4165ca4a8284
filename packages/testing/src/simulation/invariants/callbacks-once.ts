import type { Invariant } from './invariant.ts'

/** The terminal event is the last of its request, and comes after the last byte. */
export const callbacksOnce: Invariant = {
  number: 6,
  says: 'callbacks hear one end of each request, after its last byte; one that throws or hangs changes nothing',
  sees: ['told', 'content'],
  onSight({ world }, sight) {
    if (sight.type === 'content') {
      const { id, ends, asked, cache } = sight.request
      if (ends === 0 || !asked.stream || cache !== undefined) return undefined
      return `r${id}: there is content after its end was told`
    }
    if (sight.type !== 'told') return undefined
    const { event, request } = sight
    if (event.type === 'callback-fault') {
      const known = world.callbacks.some((name) => name === event.callback)
      return known ? undefined : `${event.callback} is said to have failed: ${event.reason}`
    }
    if (!request || event.type === 'cooldown-start') return undefined
    if (event.type === 'request-end') return request.ends > 1 ? `r${request.id} ended ${request.ends} times` : undefined
    return request.ends > 0 ? `r${request.id}: ${event.type} after its end` : undefined
  },
}
