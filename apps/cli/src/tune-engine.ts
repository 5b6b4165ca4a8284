import { setFlagsFromString } from 'node:v8'

/**
 * Must run before the server is loaded. V8 learns from objects that live as long as a stream to allocate their kind in
 * the old generation, and goes on doing so for short requests, each of which then costs 40 % more: bench/ `mixed` shows it.
 * And of the little that a young generation of a router keeps, its threads make more work than they share: a tenth of
 * all CPU time, where one process a core is what is run.
 */
export const tuneEngine = (): void => {
  setFlagsFromString('--no-allocation-site-pretenuring')
  setFlagsFromString('--no-parallel-scavenge')
}
