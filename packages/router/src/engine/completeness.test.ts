import { noFacts } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { Completeness } from './completeness.ts'

const verdict = (asked: number, ...facts: readonly Partial<typeof noFacts>[]) => {
  const completeness = new Completeness(asked)
  for (const fact of facts) completeness.note({ ...noFacts, ...fact })
  return completeness.verdict()?.code ?? 'whole'
}

describe('a stream that has ended', () => {
  it('is whole when its choice has finished', () => {
    expect(verdict(1, { content: true, choices: 1 }, { choices: 1, finished: [0] })).toBe('whole')
  })

  it('was cut when it has not, whatever the terminal event says', () => {
    expect(verdict(1, { content: true, choices: 1 })).toBe('upstream_truncated')
    expect(verdict(1, { content: true, choices: 1 }, { done: true })).toBe('upstream_truncated')
    expect(verdict(1)).toBe('upstream_truncated')
  })

  it('was cut when one of two choices is missing', () => {
    expect(verdict(2, { choices: 2 }, { finished: [0] })).toBe('upstream_truncated')
    expect(verdict(2, { choices: 1 }, { finished: [0] })).toBe('upstream_truncated')
    expect(verdict(2, { choices: 2, finished: [1] }, { finished: [0] })).toBe('whole')
  })

  it('is whole with fewer choices than asked for, if the provider says that was all', () => {
    expect(verdict(2, { choices: 1, finished: [0] }, { done: true })).toBe('whole')
  })
})
