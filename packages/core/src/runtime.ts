import type { Clock } from './clock.ts'
import type { Transport } from './transport.ts'

/** The only doors to time, chance and network. Tests and simulations hand in their own. */
export interface Runtime {
  readonly clock: Clock
  /** Uniform in [0, 1). */
  readonly random: () => number
  /** A fresh id, unique across processes. */
  readonly id: () => string
  readonly transport: Transport
}
