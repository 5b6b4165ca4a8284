import { expect, it } from 'vitest'
import { factorOf } from './token-factor.ts'

it.each([
  ['claude-opus-5', 1.1],
  ['us.anthropic.claude-sonnet-4-20250514-v1:0', 1.1],
  ['gpt-4o', 1],
  ['gemini-2.5-pro', 1],
])('of %s is %d', (model, factor) => {
  expect(factorOf(model)).toBe(factor)
})
