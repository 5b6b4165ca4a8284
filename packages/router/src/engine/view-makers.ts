import { candidateMaker, type Needs } from '@turnout/core'
import type { DecisionTime } from './decision-time.ts'

type ViewMaker = ReturnType<typeof candidateMaker<Needs>>

/** One maker of views for each set of needs: candidates that are alike are quick to read. */
export type ViewMakers = (needs: Needs) => ViewMaker

export function viewMakers(now: DecisionTime): ViewMakers {
  const made = new Map<Needs, ViewMaker>()
  return (needs) => {
    const maker = made.get(needs) ?? candidateMaker(needs, () => now.ms)
    made.set(needs, maker)
    return maker
  }
}
