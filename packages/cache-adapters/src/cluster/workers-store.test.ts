import { TestClock } from '@turnout/testing'
import { describeStateStore } from '@turnout/testing/conformance'
import { PrimaryStore } from './primary-store.ts'
import { joined } from './test-support/joined.test.ts'
import { workersStore } from './workers-store.ts'

describeStateStore('workersStore', async () => {
  const clock = new TestClock()
  const { wire } = joined(new PrimaryStore(clock))
  return { store: workersStore(wire, clock), advance: (ms) => clock.advance(ms), nowMs: clock.monotonicMs }
})
