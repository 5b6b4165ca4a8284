import { expect, it } from 'vitest'
import { longestTimerMs, spanMs, timerMs } from './timer.ts'

it('turns seconds into milliseconds that a timer can wait', () => {
  expect([1.5, 0, null, undefined, 2_147_483, 2_147_484, 1e300].map(timerMs)).toEqual([
    ...[1_500, undefined, undefined, undefined, 2_147_483_000, longestTimerMs, longestTimerMs],
  ])
})

it('takes 0 seconds for no time at all, where that means something', () => {
  expect([1.5, 0, 1e-10, 0.001, 1e300].map(spanMs)).toEqual([1_500, 0, 0, 1, longestTimerMs])
})
