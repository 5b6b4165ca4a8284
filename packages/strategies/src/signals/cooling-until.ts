import type { Signal } from '@turnout/core'
import { Health, health } from './health.ts'
import { viewOf } from './view-of.ts'

/** Until when a deployment cools down (monotonic ms); undefined while it does not. */
export const coolingUntil: Signal<number | undefined> = viewOf('cooling-until', health, (state, nowMs) =>
  state instanceof Health && state.coolingUntilMs > nowMs ? state.coolingUntilMs : undefined,
)
