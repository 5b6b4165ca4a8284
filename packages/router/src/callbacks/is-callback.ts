import { type Callback, isJsonObject } from '@turnout/core'

/** Whether what a module exports, or makes, has the shape of a callback. */
export function isCallback(value: unknown): value is Callback {
  if (!isJsonObject(value)) return false
  const callback: Readonly<Record<string, unknown>> = value
  const { name, on, hears } = callback
  const optional = [callback['configure'], callback['trace'], callback['losses'], callback['close']]
  return (
    typeof name === 'string' &&
    typeof on === 'function' &&
    (hears === undefined || Array.isArray(hears)) &&
    optional.every((method) => method === undefined || typeof method === 'function')
  )
}
