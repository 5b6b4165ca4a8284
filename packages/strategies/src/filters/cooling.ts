import { type CandidateFilter, defineFilter, errorTable } from '@turnout/core'
import { type HealthView, health } from '../signals/health.ts'

/** Which cooldowns exclude: every one, only what the provider said itself, or none. */
export type CoolingStrictness = 'all' | 'stated' | 'none'

/** Leaves out deployments that cool down, and those that one attempt is trying out after it. */
export const cooling = (strictness: CoolingStrictness = 'all'): CandidateFilter<{ readonly health: typeof health }> =>
  defineFilter({
    name: 'cooling',
    needs: { health },
    reject: ({ health: state }, { nowMs }) => (strictness === 'none' ? undefined : reasonOf(state, nowMs, strictness)),
  })

function reasonOf(state: HealthView, nowMs: number, strictness: CoolingStrictness): string | undefined {
  const untilMs = strictness === 'all' ? state.coolingUntilMs : state.statedUntilMs
  if (untilMs > nowMs) return `cooling down for ${Math.ceil((untilMs - nowMs) / 1000)} s${after(state)}`
  if (strictness === 'all' && state.isOnTrial(nowMs)) return 'one attempt is finding out whether it works again'
  return undefined
}

const after = ({ coolingKind }: HealthView): string =>
  coolingKind === undefined ? '' : ` after ${errorTable[coolingKind].className}`
