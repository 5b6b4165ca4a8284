import type { JsonObject } from '@turnout/core'
import { expect } from 'vitest'
import type { AnswerFix } from '../openai-compatible/answer/answer-fix.ts'
import { AnswerFixes } from '../openai-compatible/answer/answer-fixes.ts'

/** What `fix` makes of an answer; it must be the same object where it is equal, and the marks must show where it is not. */
export function mending(fix: AnswerFix, answer: JsonObject): unknown {
  const text = JSON.stringify(answer)
  const fixes = new AnswerFixes([fix])
  const result = fixes.answer(answer)
  expect(JSON.stringify(answer)).toBe(text)
  if (JSON.stringify(result) === text) expect(result).toBe(answer)
  else expect(fix.marks.some((mark) => text.includes(mark))).toBe(true)
  return result
}

/** The same for the one choice of an answer. */
export const mendingChoice = (fix: AnswerFix, choice: JsonObject): unknown =>
  (mending(fix, { choices: [choice] }) as { choices: readonly unknown[] }).choices[0]

/** The same for usage. */
export const mendingUsage = (fix: AnswerFix, usage: JsonObject): unknown =>
  (mending(fix, { choices: [], usage }) as { usage: unknown }).usage
