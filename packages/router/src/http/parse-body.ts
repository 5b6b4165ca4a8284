import { isUtf8 } from 'node:buffer'
import { isJsonObject, type OperationName, type RequestOf, TurnoutError } from '@turnout/core'
import { checkRequest } from './check-request.ts'

/** The bytes of a request body → a request. Throws a `TurnoutError` that says what to mend, without repeating the body. */
export function parseBody<O extends OperationName>(operation: O, bytes: Uint8Array, pathModel?: string): RequestOf<O> {
  const value = parseJson(bytes)
  const named = pathModel !== undefined && isJsonObject(value) ? { ...value, model: pathModel } : value
  return checkRequest(operation, named)
}

function parseJson(bytes: Uint8Array): unknown {
  if (!isUtf8(bytes)) throw refuse('The body is not valid UTF-8.', 'invalid_encoding')
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'))
  } catch {
    throw refuse(bytes.byteLength === 0 ? 'The body is empty.' : 'The body is not valid JSON.', 'invalid_json')
  }
}

const refuse = (message: string, code: string): TurnoutError => new TurnoutError('bad-request', message, { code })
