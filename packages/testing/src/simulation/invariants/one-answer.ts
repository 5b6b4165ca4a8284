import type { Invariant } from './invariant.ts'

/** Faults after which an answer is not all there. */
const broken: ReadonlySet<string | undefined> = new Set(['cut', 'stall', 'unfinished', 'error-inside', 'silent-cut'])

/** What a client gets is the beginning of one upstream answer, and it is told whether that is all. */
export const oneAnswer: Invariant = {
  number: 9,
  says: "a client's stream is the beginning of one upstream answer, in order; it ends well only if that did, and nothing is sent again after the first content",
  sees: ['over', 'told'],
  onSight({ seen }, sight) {
    if (sight.type === 'told') {
      const { event, request } = sight
      if (event.type !== 'attempt-start' || request?.contentMs === undefined || request.cache) return undefined
      return `r${request.id}: ${event.attemptId} starts after its client has seen content`
    }
    if (sight.type !== 'over') return undefined
    const { id, call: callId, parts, outcome } = sight.request
    if (outcome !== 'success') return undefined
    const call = callId === undefined ? undefined : seen.calls[callId]
    if (!call) return `r${id} ended well, and nobody said anything`
    if (call.plan.fault !== undefined && broken.has(call.plan.fault))
      return `r${id} ended well, and call ${callId} broke`
    return parts === call.plan.parts ? undefined : `r${id} has ${parts} of ${call.plan.parts} parts of call ${callId}`
  },
}
