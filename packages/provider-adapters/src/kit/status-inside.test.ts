import { expect, it } from 'vitest'
import { parseErrorBody } from './error-body.ts'
import { statusInside } from './status-inside.ts'

it.each([
  [{ error: { message: 'x', code: 429 } }, 429],
  [{ error: { message: 'x', code: 'tool_use_failed', type: 'invalid_request_error', status_code: 400 } }, 400],
  [{ error: { message: 'x', code: 'content_filter', status: 400 } }, 400],
  [{ error: { message: 'x', type: 'invalid_request_error' } }, 400],
  [{ type: 'error', error: { type: 'overloaded_error', message: 'x' } }, 529],
  [{ error: { message: 'x', type: 'constructor' } }, 500],
  [{ error: { message: 'x', code: 200 } }, 500],
  [{ error: 'x' }, 500],
])('of %j is %i', (body, expected) => {
  expect(statusInside(parseErrorBody(JSON.stringify(body)))).toBe(expected)
})
