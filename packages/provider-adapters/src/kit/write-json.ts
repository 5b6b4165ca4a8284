import { ProviderError } from '@turnout/core'

/** A request body. What cannot be written (nested too deep, circular, a BigInt) is the caller's doing. */
export function writeJson(value: object): string {
  try {
    return JSON.stringify(value)
  } catch (cause) {
    const code = cause instanceof RangeError ? 'json_too_deep' : 'invalid_json'
    throw new ProviderError('bad-request', 'The request cannot be written as JSON.', { code, cause })
  }
}
