import type { AttemptEnd, AttemptStart } from '@turnout/core'

/** An attempt's start, with everything a test does not care about filled in. */
export const makeAttemptStart = (given: Partial<AttemptStart> = {}): AttemptStart => ({
  attemptId: 'attempt',
  operation: 'chat',
  stream: false,
  atMs: 0,
  estimatedTokens: 0,
  ...given,
})

/** An attempt's end, well unless given a failure, with everything a test does not care about filled in. */
export const makeAttemptEnd = (given: Partial<AttemptEnd> = {}): AttemptEnd => ({
  attemptId: 'attempt',
  operation: 'chat',
  stream: false,
  startedMs: 0,
  endedMs: 0,
  firstContentMs: given.failure ? undefined : given.endedMs,
  failure: undefined,
  usage: undefined,
  ...given,
})
