import { ProviderError, type Usage } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import type { AnswerFix } from './answer-fix.ts'
import { AnswerFixes } from './answer-fixes.ts'

const numbered: AnswerFix = {
  says: 'numbers',
  marks: ['"n"', '"m"'],
  choice: (choice) => (choice['n'] === undefined ? choice : { ...choice, n: Number(choice['n']) + 1 }),
  usage: (usage) => ({ ...usage, total_tokens: usage.total_tokens + 1 }),
  usageIn: ({ hidden }) => hidden,
  failure: ({ bad }) => (bad ? new ProviderError('server', 'bad') : undefined),
}
const twice = new AnswerFixes([numbered, { ...numbered, marks: ['"n"'] }])
const usage: Usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 }

describe('AnswerFixes', () => {
  it('applies each to choices and usage', () => {
    expect(twice.answer({ id: 'a', choices: [{ n: 1 }, {}], usage: { ...usage } })).toEqual({
      ...{ id: 'a', choices: [{ n: 3 }, {}], usage: { ...usage, total_tokens: 4 } },
    })
  })

  it('has each mark once', () => {
    expect(twice.marks).toEqual(['"n"', '"m"'])
  })

  it('leaves what needs nothing', () => {
    for (const answer of [{ choices: [{}] }, { choices: 'none' }, { usage: null }])
      expect(twice.answer(answer)).toBe(answer)
  })

  it('finds usage elsewhere, and mends it', () => {
    expect(twice.usageIn({ hidden: { ...usage } })?.total_tokens).toBe(4)
    expect(twice.usageIn({ hidden: 'none' })).toBeUndefined()
  })

  it('finds a failure in any choice', () => {
    expect(twice.failure({ choices: [{}, { bad: true }] })).toMatchObject({ kind: 'server' })
    expect(twice.failure({ choices: [{}] })).toBeUndefined()
    expect(twice.failure({})).toBeUndefined()
  })
})
