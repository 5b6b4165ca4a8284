import type { Signal } from '@turnout/core'
import { Health, health } from './health.ts'
import { viewOf } from './view-of.ts'

/** Failures of the last 60 s that are the provider's or the network's, since the deployment last came back. */
export const failures: Signal<number> = viewOf('failures', health, (state, nowMs) =>
  state instanceof Health ? state.tally.counts(nowMs).failures : 0,
)
