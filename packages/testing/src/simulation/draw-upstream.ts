import type { Chance } from './chance.ts'
import type { FaultKind, Upstream } from './world.ts'

const passing: readonly FaultKind[] = [
  ...(['server', 'unavailable', 'rate-limit', 'rate-limit-told', 'timeout', 'refused', 'reset'] as const),
  ...(['bad-request', 'context-window', 'content-policy', 'hang', 'slow', 'empty', 'silent-cut', 'cut'] as const),
  ...(['stall', 'error-inside', 'unfinished', 'blocked'] as const),
]
/** Those that a deployment cools down long for. */
const lasting: readonly FaultKind[] = ['authentication', 'quota', 'not-found']
/** What a provider does to everybody for a while. */
const storms = ['server', 'unavailable', 'rate-limit', 'rate-limit-told', 'refused', 'hang', 'slow'] as const

/** Which faults a world has at all: with all of them in each, the rarer ones would hide each other. */
export function drawFaults({ of, one }: Chance, heals: boolean): readonly FaultKind[] {
  const share = one(0, 0.1, 0.3, 0.6)
  const all = heals ? passing : [...passing, ...(of(0.3) ? lasting : [])]
  return all.filter(() => of(share))
}

/** One provider: rates near 0, and near 1, both occur. */
export function drawUpstream(chance: Chance, faults: readonly FaultKind[], lengthMs: number): Upstream {
  const { of, one, between, times } = chance
  const rate = () => one(0.02, 0.1, 0.3, 0.95)
  const rates: Partial<Record<FaultKind, number>> = {}
  for (const fault of faults) if (of(0.5)) rates[fault] = rate()
  return {
    latencyMs: one(1, 10, 50, 200),
    gapMs: one(0, 0, 10, 100),
    parts: between(1, 4),
    faults: rates,
    phases: of(0.3)
      ? times(between(1, 3), () => {
          const fromMs = between(0, lengthMs)
          return { fromMs, toMs: fromMs + between(100, lengthMs), fault: one(...storms) }
        })
      : [],
  }
}
