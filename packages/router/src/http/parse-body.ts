import { isAscii, isUtf8 } from 'node:buffer'
import { isJsonObject, type OperationName, type RequestOf, TurnoutError } from '@turnout/core'
import { checkRequest } from './check-request.ts'

export interface ParsedBody<O extends OperationName> {
  readonly request: RequestOf<O>
  /** What it was parsed from; absent where the model came from the path. */
  readonly raw?: string
}

/** The bytes of a request body → a request. Throws a `TurnoutError` that says what to mend, without repeating the body. */
export function parseBody<O extends OperationName>(operation: O, bytes: Uint8Array, pathModel?: string): ParsedBody<O> {
  const text = textOf(bytes)
  const value = parse(text)
  if (pathModel === undefined) return { request: checkRequest(operation, value), raw: text }
  return { request: checkRequest(operation, isJsonObject(value) ? { ...value, model: pathModel } : value) }
}

function textOf(bytes: Uint8Array): string {
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (isAscii(buffer)) return buffer.toString('latin1')
  if (!isUtf8(buffer)) throw refuse('The body is not valid UTF-8.', 'invalid_encoding')
  return buffer.toString('utf8')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refuse(text === '' ? 'The body is empty.' : 'The body is not valid JSON.', 'invalid_json')
  }
}

const refuse = (message: string, code: string): TurnoutError => new TurnoutError('bad-request', message, { code })
