import type { Clock, StateStore } from '@turnout/core'
import { LeasedStore } from '../shared/leased-store.ts'
import type { Wire } from './wire.ts'
import { WorkerStore } from './worker-store.ts'

/** The `StateStore` of a worker: slices of what the primary's holds, and its answers where they do not suffice. */
export const workersStore = (wire: Wire, clock: Clock): StateStore =>
  new LeasedStore(new WorkerStore(wire, clock), clock)
