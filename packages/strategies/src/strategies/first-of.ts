import { isNonEmpty, type RoutingStrategy } from '@turnout/core'
import { joinedNeeds } from '../joined-needs.ts'
import type { Preference } from '../preference.ts'

/**
 * Preferences in order, each among what those before it left, and a strategy that chooses among the rest. One that has
 * nothing to say leaves everything as it is; so a preference never makes a request fail.
 */
export const firstOf = (preferences: readonly Preference[], otherwise: RoutingStrategy): RoutingStrategy => ({
  name: 'first-of',
  needs: joinedNeeds([...preferences, otherwise]),
  ...(otherwise.tell ? { tell: otherwise.tell.bind(otherwise) } : {}),
  ...(otherwise.prepare ? { prepare: otherwise.prepare.bind(otherwise) } : {}),
  select(candidates, context) {
    let left = candidates
    for (const preference of preferences) {
      if (left.length === 1) return left[0].deployment
      const preferred = preference.prefer(left, context)
      if (isNonEmpty(preferred)) left = preferred
    }
    return otherwise.select(left, context)
  },
})
