import { expect, test } from 'vitest'
import { failureWords } from './failure.ts'

test.each([
  ['Error: x: 32 of 32 requests failed: Error: not a 200: HTTP/1.1 500 Internal\r\nx: y', 'answers 500'],
  ['Error: no answer in time\n at x', 'no answer in time'],
])('%j in a few words', (failure, words) => {
  expect(failureWords(failure)).toBe(words)
})
