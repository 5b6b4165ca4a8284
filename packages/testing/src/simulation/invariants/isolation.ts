import type { Invariant } from './invariant.ts'

/** What was said to one is not said to another, unless both asked it, and are the same caller. */
export const isolation: Invariant = {
  number: 14,
  says: "nobody gets the answer to another prompt, or to another caller's request",
  sees: ['over'],
  onSight({ seen }, sight) {
    if (sight.type !== 'over' || sight.request.call === undefined) return undefined
    const { id, asked, call: callId, instance } = sight.request
    const call = seen.calls[callId ?? -1]
    if (!call) return `r${id} has an answer of nobody`
    if (call.prompt !== asked.prompt) return `r${id} asked p${asked.prompt}, and got an answer to p${call.prompt}`
    if (call.instance !== instance) return `r${id} got an answer from another instance`
    // As nearly always: it was made for this one.
    if (sight.request.askedMs <= call.startMs) return undefined
    for (const one of seen.requests.values())
      if (one.asked.prompt === call.prompt && one.asked.caller === asked.caller && one.askedMs <= call.startMs)
        return undefined
    return `r${id} of ${asked.caller} got an answer that nobody of ${asked.caller} asked`
  },
}
