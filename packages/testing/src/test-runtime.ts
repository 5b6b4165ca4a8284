import type { Runtime, Transport } from '@turnout/core'
import { seededRandom } from './seeded-random.ts'
import { TestClock } from './test-clock.ts'

export interface TestRuntime extends Runtime {
  readonly clock: TestClock
}

const noTransport: Transport = {
  dispatch() {
    throw new Error('This test has no network: hand a transport to testRuntime().')
  },
}

/** A runtime in which nothing is ambient: virtual time, seeded chance, counted ids. */
export function testRuntime(given: { seed?: number; transport?: Transport; clock?: TestClock } = {}): TestRuntime {
  let count = 0
  return {
    clock: given.clock ?? new TestClock(),
    random: seededRandom(given.seed ?? 1),
    id: () => `id-${++count}`,
    transport: given.transport ?? noTransport,
  }
}
