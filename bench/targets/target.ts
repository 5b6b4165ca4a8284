import type { Command } from '../processes/program.ts'
import type { ClientSide } from './client-side.ts'

export interface Surroundings {
  readonly upstreamPort: number
  /** Of a server that takes whatever callbacks send. */
  readonly sinkPort: number
  /** A Redis of the benchmark's own, for targets that need one. */
  readonly redisUrl?: string
}

/** A proxy to measure, or none: clients of a target without a command ask the upstream itself. */
export interface Target {
  readonly name: string
  /** What it is, in tables. */
  readonly title: string
  readonly command?: (at: Surroundings) => Command | Promise<Command>
  readonly client?: (at: Surroundings) => ClientSide
  readonly needsRedis?: boolean
  /** Somebody else's: what it cannot do is a row in the table, and not an error. */
  readonly peer?: boolean
  /** Why it cannot be measured here, if it cannot. */
  readonly absent?: () => string | undefined
}
