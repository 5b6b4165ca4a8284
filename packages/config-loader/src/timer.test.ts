import { expect, it } from 'vitest'
import { longestTimerMs, timerMs } from './timer.ts'

it('turns seconds into milliseconds that a timer can wait', () => {
  expect([1.5, 0, null, undefined, 2_147_483, 2_147_484, 1e300].map(timerMs)).toEqual([
    ...[1_500, undefined, undefined, undefined, 2_147_483_000, longestTimerMs, longestTimerMs],
  ])
})
