import type { Target } from '../targets/target.ts'

/** Another gateway, as a careful rival would run it: for production, on one core, with as little logging as it allows. */
export interface Peer extends Target {
  /** The version that `install` gets. */
  readonly version: string
  /** False if it could not be installed; the client has said why. */
  readonly install: () => boolean
}
