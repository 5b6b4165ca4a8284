import { TurnoutError } from '@turnout/core'

/** Nothing is served under this path. */
export const unknownPath = (method: string, path: string): TurnoutError =>
  new TurnoutError('bad-request', `There is no ${method} ${path}.`, { status: 404, code: 'unknown_url' })
