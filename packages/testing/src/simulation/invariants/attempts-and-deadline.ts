import type { RequestSeen } from '../seen.ts'
import type { World } from '../world.ts'
import { factOf } from './fact-of.ts'
import type { Invariant } from './invariant.ts'

const graceMs = 250

/** As many attempts as are configured, none of them late, and an end in time. */
export const attemptsAndDeadline: Invariant = {
  number: 5,
  says: 'no request makes more attempts than it may; none starts after its deadline, and it ends with it',
  sees: ['told'],
  onSight({ world }, sight) {
    if (sight.type !== 'told' || !sight.request) return undefined
    const { event, request } = sight
    if (event.type === 'attempt-start') {
      const deadlineMs = deadlineOf(world, request)
      if (event.atMs > deadlineMs) return `r${request.id}: ${event.attemptId} starts ${event.atMs - deadlineMs} ms late`
      const most = mostAttempts(world, request)
      let count = 0
      for (const { group } of request.attempts) if (group === event.group) count++
      if (count > most) return `r${request.id}: ${count} attempts in ${event.group}, at most ${most}`
    }
    if (event.type === 'request-end' && request.cache === undefined) {
      const lateMs = event.atMs - deadlineOf(world, request) - graceMs
      if (lateMs > 0) return `r${request.id}: it ends ${lateMs + graceMs} ms after its deadline`
    }
    return undefined
  },
}

const deadlineOf = (
  { file: { router_settings, litellm_settings } }: World,
  { askedMs, asked }: RequestSeen,
): number => {
  // A call that several share belongs to none of them.
  const isShared = litellm_settings.cache_params?.coalesce === true
  const own = isShared ? Infinity : (asked.deadlineMs ?? Infinity)
  return askedMs + Math.min(own, (router_settings.deadline ?? Infinity) * 1_000)
}

/** The last of them may have another one beside it. */
const mostAttempts = (world: World, { asked }: RequestSeen): number =>
  1 + (asked.numRetries ?? mostRetries(world)) + (world.file.router_settings.hedging ? 1 : 0)

const mostRetries = factOf(({ file: { model_list, router_settings } }) =>
  Math.max(...model_list.map(({ litellm_params }) => litellm_params.num_retries ?? router_settings.num_retries)),
)
