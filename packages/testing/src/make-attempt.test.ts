import { ProviderError } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { makeAttemptEnd, makeAttemptStart } from './make-attempt.ts'

describe('makeAttemptStart', () => {
  it('takes what it is given, and fills in the rest', () => {
    expect(makeAttemptStart({ atMs: 5 })).toMatchObject({ attemptId: 'attempt', atMs: 5, estimatedTokens: 0 })
  })
})

describe('makeAttemptEnd', () => {
  it('says something at its end, unless it failed', () => {
    expect(makeAttemptEnd({ endedMs: 9 })).toMatchObject({ firstContentMs: 9, failure: undefined })
    expect(makeAttemptEnd({ endedMs: 9, failure: new ProviderError('server', 'x') }).firstContentMs).toBeUndefined()
  })
})
