import type { Cancel } from './clock.ts'
import type { JsonObject } from './json.ts'

/** What one instance remembers of its deployments: an opinion, that others may join to their own. */
export interface Snapshot {
  readonly instance: string
  /** The instance ends: what is known of it is to be forgotten. */
  readonly leaving?: boolean
  /** By deployment id and name of the signal; `null`: it is remembered no longer. */
  readonly signals: Readonly<Record<string, JsonObject>>
}

/** How instances tell each other what they remember. Best effort: what is lost is said again. */
export interface Channel {
  publish(snapshot: Snapshot): Promise<void>
  /** Hears what others, and perhaps this one, have published. */
  listen(hear: (snapshot: Snapshot) => void): Cancel
}
