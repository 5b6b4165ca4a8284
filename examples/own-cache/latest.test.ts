import { TestClock } from '@turnout/testing'
import { describeResponseCache } from '@turnout/testing/conformance'
import { latest } from './latest.ts'

describeResponseCache('latest', () => {
  const clock = new TestClock()
  return { cache: latest(clock), advance: clock.advance.bind(clock), nowMs: clock.monotonicMs }
})
