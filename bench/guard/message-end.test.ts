import { expect, it } from 'vitest'
import { burstAnswer, plainAnswer } from '../upstream/canned-answers.ts'
import { isWhole } from './message-end.ts'

it.each([plainAnswer, burstAnswer(true)])('knows the end of a message, and no sooner', (answer) => {
  expect(isWhole(answer)).toBe(true)
  for (const length of [0, 20, answer.length - 1]) expect(isWhole(answer.subarray(0, length))).toBe(false)
})
