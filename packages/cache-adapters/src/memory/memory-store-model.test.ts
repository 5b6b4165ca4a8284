import { TestClock } from '@turnout/testing'
import { describeStateStoreModel } from '@turnout/testing/conformance'
import { memoryStore } from './memory-store.ts'

describeStateStoreModel('memoryStore', async () => {
  const clock = new TestClock()
  return {
    ...{ clock, store: memoryStore(clock) },
    restart: async () => ({ store: memoryStore(clock), forgets: true }),
  }
})
