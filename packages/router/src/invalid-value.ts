import { TurnoutError } from '@turnout/core'

/** The error of a parameter that holds something else than it should. */
export const invalidValue = (param: string, expected: string): TurnoutError =>
  new TurnoutError('bad-request', `Invalid value for '${param}': expected ${expected}.`, {
    code: 'invalid_value',
    param,
  })
