import { TestClock } from '@turnout/testing'
import { describeStateStoreModel } from '@turnout/testing/conformance'
import { PrimaryStore } from './primary-store.ts'
import { joined } from './test-support/joined.test.ts'
import { WorkerStore } from './worker-store.ts'

/** A worker that is gone without a word: the primary has not heard of it yet. */
describeStateStoreModel('WorkerStore', async () => {
  const clock = new TestClock()
  const primary = new PrimaryStore(clock)
  const store = () => new WorkerStore(joined(primary).wire, clock)
  return { clock, store: store(), restart: async () => ({ store: store(), forgets: false }) }
})
