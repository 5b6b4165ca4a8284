import { isAscii, isUtf8 } from 'node:buffer'
import { isJsonObject, type OperationName, type RequestOf, TurnoutError } from '@turnout/core'
import { checkRequest } from './check-request.ts'
import type { KnownBodies } from './known-bodies.ts'
import { nestsDeeper } from './nests-deeper.ts'

export interface ParsedBody<O extends OperationName> {
  readonly request: RequestOf<O>
  /** What it was parsed from; absent where the model came from the path. */
  readonly raw?: string
}

/**
 * The bytes of a request body → a request; one of `bodies`, where it came before. Throws a `TurnoutError` that says what
 * to mend, without repeating the body.
 */
export function parseBody<O extends OperationName>(
  operation: O,
  bytes: Uint8Array,
  pathModel?: string,
  bodies?: KnownBodies,
): ParsedBody<O> {
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (pathModel !== undefined) {
    const value = parse(textOf(buffer))
    return { request: checkRequest(operation, isJsonObject(value) ? { ...value, model: pathModel } : value) }
  }
  const known = bodies?.get(operation, buffer)
  if (known) return known
  const raw = textOf(buffer)
  const body = { request: checkRequest(operation, parse(raw)), raw }
  bodies?.remember(operation, buffer, body)
  return body
}

function textOf(buffer: Buffer): string {
  if (isAscii(buffer)) return buffer.toString('latin1')
  if (!isUtf8(buffer)) throw refuse('The body is not valid UTF-8.', 'invalid_encoding')
  return buffer.toString('utf8')
}

/** What nests deeper can be read, but not written again. */
const mostLevels = 64

function parse(text: string): unknown {
  const value = parsed(text)
  if (nestsDeeper(value, mostLevels)) throw refuse(`The body nests deeper than ${mostLevels} levels.`, 'json_too_deep')
  return value
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refuse(text === '' ? 'The body is empty.' : 'The body is not valid JSON.', 'invalid_json')
  }
}

const refuse = (message: string, code: string): TurnoutError => new TurnoutError('bad-request', message, { code })
