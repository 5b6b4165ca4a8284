import { type ErrorKind, type OperationName, ProviderError } from '@turnout/core'
import type { Ask } from './ask.ts'

/**
 * A failure that a request brings with it (LiteLLM's `mock_testing_*`, "Test Fallbacks"): instead of all attempts in the
 * group asked for, or of the first attempt.
 */
export interface MockFailure {
  readonly kind: ErrorKind
  readonly of: 'group' | 'attempt'
}

/** The failure of a whole group, which then is not asked. */
export const mockedGroup = (
  { mockFailure, group: asked }: Ask<OperationName>,
  group: string,
): ProviderError | undefined => (mockFailure?.of === 'group' && group === asked ? mocked(mockFailure) : undefined)

/** The failure of a request's first attempt, which then is not made. */
export const mockedAttempt = ({ mockFailure }: Ask<OperationName>, attempts: number): ProviderError | undefined =>
  mockFailure?.of === 'attempt' && attempts === 1 ? mocked(mockFailure) : undefined

const mocked = ({ kind }: MockFailure): ProviderError =>
  new ProviderError(kind, `The request asked for this failure (${kind}).`, { fault: 'caller' })
