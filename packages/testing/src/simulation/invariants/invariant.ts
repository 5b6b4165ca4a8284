import type { Sight } from '../seen.ts'
import type { Simulation } from '../simulation.ts'

type Verdict = string | readonly string[] | undefined

/** What must hold in every world, whatever happens: what is wrong, in words, or nothing. */
export interface Invariant {
  readonly number: number
  /** In a few words. */
  readonly says: string
  /** What it looks at as it happens. */
  readonly sees?: readonly Sight['type'][]
  onSight?(simulation: Simulation, sight: Sight): Verdict
  /** After every event, when nothing is ready to run. */
  whenStill?(simulation: Simulation): Verdict
  /** When all clients are gone, and news has gone round. */
  atQuiet?(simulation: Simulation): Verdict
  /** When every instance has ended in order. */
  atEnd?(simulation: Simulation): Verdict
}
