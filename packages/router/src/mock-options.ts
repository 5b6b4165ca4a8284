import { type ErrorKind, TurnoutError } from '@turnout/core'
import type { MockFailure } from './engine/mock-failure.ts'

/** What a request brings to test its own client with, and the parameter that it came by. */
export interface MockOptions {
  readonly param: string
  readonly response?: string
  readonly failure?: MockFailure
}

const failures: Readonly<Record<string, MockFailure>> = {
  mock_testing_fallbacks: { kind: 'server', of: 'group' },
  mock_testing_context_fallbacks: { kind: 'context-window', of: 'group' },
  mock_testing_content_policy_fallbacks: { kind: 'content-policy', of: 'group' },
  mock_testing_rate_limit_error: { kind: 'rate-limit', of: 'attempt' },
  mock_timeout: { kind: 'timeout', of: 'group' },
} satisfies Record<string, { kind: ErrorKind; of: MockFailure['of'] }>

/** LiteLLM's names for them ("Test Fallbacks", "Mock Completion Responses"). */
export const mockParams: readonly string[] = [
  'mock_response',
  'mock_delay',
  'mock_tool_calls',
  ...Object.keys(failures),
]

/** The mocks in a request body; undefined where there is none that is switched on. */
export function mockOptions(body: Readonly<Record<string, unknown>>): MockOptions | undefined {
  const on = Object.keys(failures).find((param) => body[param] === true || body[param] === 'true')
  const failure = on === undefined ? undefined : failures[on]
  const response = body['mock_response']
  if (response !== undefined && response !== null && typeof response !== 'string')
    throw new TurnoutError('bad-request', `Invalid value for 'mock_response': expected text.`, {
      ...{ code: 'invalid_value', param: 'mock_response' },
    })
  if (typeof response === 'string') return { param: 'mock_response', response, ...(failure ? { failure } : {}) }
  if (on !== undefined && failure) return { param: on, failure }
  const other = Object.keys(body).find((param) => param.startsWith('mock_') && body[param])
  return other === undefined ? undefined : { param: other }
}
