import type { AttemptRecord } from '@turnout/core'
import type { RequestSeen } from '../seen.ts'
import type { Invariant } from './invariant.ts'

const seconds = 10

interface Second {
  requests: number
  extra: number
}

/** Counted by when it was decided: a retry when the attempt before it failed, a hedge when it began. */
export const retryVolume: Invariant = {
  number: 11,
  says: 'in any 10 s the extra attempts of a group stay within its retry budget',
  atQuiet({ seen, world }) {
    const budget = world.file.router_settings.retry_budget
    if (budget === false) return []
    const counts = new Map<string, Map<number, Second>>()
    const at = (place: string, atMs: number): Second => {
      const bySecond = counts.get(place) ?? new Map<number, Second>()
      counts.set(place, bySecond)
      const second = Math.floor(atMs / 1_000)
      const count = bySecond.get(second) ?? { requests: 0, extra: 0 }
      bySecond.set(second, count)
      return count
    }
    for (const request of seen.requests.values()) {
      if (request.end === undefined || request.instance.clock.isDead) continue
      for (const { group, atMs } of visitsOf(request))
        if (!request.isRetry) at(`[${request.instance.number}] ${group}`, atMs).requests++
      for (const { group, atMs } of extrasOf(request.end.attempts))
        at(`[${request.instance.number}] ${group}`, atMs).extra++
    }
    return [...counts].flatMap(([place, bySecond]) =>
      [...bySecond].flatMap(([last, { extra }]) => {
        // It is looked at when somebody wants another one.
        if (extra === 0) return []
        const sum = { requests: 0, extra: 0 }
        for (let second = last - seconds + 1; second <= last; second++) {
          sum.requests += bySecond.get(second)?.requests ?? 0
          sum.extra += bySecond.get(second)?.extra ?? 0
        }
        const most = budget.ratio * sum.requests + budget.per_second * seconds
        return sum.extra > most ? [`${place}: ${sum.extra} extra attempts in 10 s, at most ${most.toFixed(1)}`] : []
      }),
    )
  },
}

const visitsOf = ({ end, askedMs, fallbacks }: RequestSeen) => [
  ...(end ? [{ group: end.asked, atMs: askedMs }] : []),
  ...fallbacks,
]

/** All of a group's attempts but the first. */
function* extrasOf(attempts: readonly AttemptRecord[]): Generator<{ readonly group: string; readonly atMs: number }> {
  if (attempts.length < 2) return
  const inOrder = attempts.toSorted((one, other) => one.startedMs - other.startedMs)
  const lastOf = new Map<string, AttemptRecord>()
  for (const attempt of inOrder) {
    const { group, hedge, startedMs } = attempt
    const before = lastOf.get(group)
    if (before) yield { group, atMs: hedge ? startedMs : Math.min(startedMs, before.endedMs) }
    if (!before || attempt.endedMs > before.endedMs) lastOf.set(group, attempt)
  }
}
