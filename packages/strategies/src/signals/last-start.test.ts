import { makeAttemptStart, makeDeployment } from '@turnout/testing'
import { expect, it } from 'vitest'
import { lastStart } from './last-start.ts'

it('is when the latest attempt started', () => {
  const tracker = lastStart.bind(makeDeployment({ model: 'm' }))
  expect(tracker.value(0)).toBe(-Infinity)
  for (const atMs of [5, 7]) tracker.start?.(makeAttemptStart({ atMs }))
  expect(tracker.value(9)).toBe(7)
})
