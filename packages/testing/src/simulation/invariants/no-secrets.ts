import type { Sight } from '../seen.ts'
import type { Invariant } from './invariant.ts'

/** Keys of deployments, prompts and answers have words of their own. */
const canary = 'canary'

/** In a tenth of the worlds every event, decision record and error is searched. */
export const noSecrets: Invariant = {
  number: 13,
  says: 'no key, prompt or answer is in any event, decision record or error',
  sees: ['told', 'over'],
  onSight({ world }, sight) {
    if (!world.searched) return undefined
    const text = JSON.stringify(toldIn(sight)) ?? ''
    const at = text.indexOf(canary)
    return at < 0 ? undefined : `${sight.type}: …${text.slice(Math.max(0, at - 60), at + 20)}…`
  },
}

function toldIn(sight: Sight): unknown {
  if (sight.type === 'told') return sight.event
  if (sight.type !== 'over' || !sight.request.failure) return undefined
  const { message, stack, attempts, decision, ...rest } = sight.request.failure
  return { message, stack, attempts, decision, ...rest, cause: undefined }
}
