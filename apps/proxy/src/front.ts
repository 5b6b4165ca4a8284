import type { Generation } from '@turnout/router'
import { type Doorkeeper, doorkeeper } from './authenticate.ts'

/** One configuration at the door. A request takes it once, and keeps it to its end. */
export interface Front {
  readonly generation: Generation
  readonly letIn: Doorkeeper
}

export const frontOf = (generation: Generation): Front => ({
  generation,
  letIn: doorkeeper(generation.config.server.masterKey),
})
