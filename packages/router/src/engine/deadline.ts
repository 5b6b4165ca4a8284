import { type OperationName, ProviderError } from '@turnout/core'
import type { Ask } from './ask.ts'
import type { Engine } from './engine.ts'

/** Nothing useful is said in less. */
const leastAttemptMs = 250

/** Whether the request's time is up for another attempt, after a wait of `waitMs`. */
export const isTooLate = ({ runtime }: Engine, { deadlineMs }: Ask<OperationName>, waitMs = 0): boolean =>
  runtime.clock.monotonicMs() + waitMs + leastAttemptMs > deadlineMs

export const isDeadline = ({ code }: ProviderError): boolean => code === 'deadline_exceeded'

/** The failure of a request whose own time is up, whoever was being asked. */
export const deadlinePassed = (): ProviderError =>
  new ProviderError('timeout', 'The deadline of the request has passed.', {
    code: 'deadline_exceeded',
    fault: 'caller',
    worthRetrying: false,
  })
