import { type HeaderFields, linesPattern, readFields, valuePattern } from './header-fields.ts'
import { malformed } from './wire-error.ts'

/** How the end of a body is told: so many bytes, in chunks, or by closing the connection. */
type Framing = number | 'chunked' | 'until-close'

export interface AnswerHead {
  readonly status: number
  readonly headers: HeaderFields
  readonly framing: Framing
  /** Whether the server takes another request on this connection. */
  readonly keepsAlive: boolean
}

const wellFormed = new RegExp(`^HTTP/1\\.[01] [1-9]\\d\\d(?: ${valuePattern})?\\r\\n${linesPattern}$`)

/** Reads a head: its lines with their line ends, without the empty one. Throws where it would have to guess. */
export function readHead(text: string): AnswerHead {
  if (!wellFormed.test(text)) throw malformed('The head of the answer is not well-formed.')
  const status = Number(text.slice(9, 12))
  const headers = readFields(text, text.indexOf('\r\n') + 2)
  const modern = text.charCodeAt(7) === 0x31
  const stated = statedFraming(headers, modern)
  const framing = status < 200 || status === 204 || status === 304 ? 0 : stated
  // A body that is announced where none may be could still come, and be taken for the next answer.
  const certain = stated === framing ? framing !== 'until-close' : stated === 'until-close'
  return {
    status,
    headers,
    framing,
    keepsAlive: certain && keepsAlive(headers['connection'], modern),
  }
}

const digits = /^\d+$/

function statedFraming(headers: HeaderFields, modern: boolean): Framing {
  const coding = headers['transfer-encoding']
  const length = headers['content-length']
  if (coding !== undefined) {
    if (length !== undefined) throw malformed('The answer has both a length and a transfer coding.')
    if (!modern || typeof coding !== 'string' || coding.toLowerCase() !== 'chunked')
      throw malformed('The answer has a transfer coding other than chunked.')
  }
  if (coding !== undefined) return 'chunked'
  return length === undefined ? 'until-close' : lengthOf(length)
}

function lengthOf(value: string | string[]): number {
  const bytes = typeof value === 'string' && digits.test(value) ? Number(value) : Number.NaN
  if (!Number.isSafeInteger(bytes)) throw malformed('The length of the answer is not one number.')
  return bytes
}

function keepsAlive(connection: string | string[] | undefined, modern: boolean): boolean {
  if (connection === undefined) return modern
  const options = String(connection)
    .toLowerCase()
    .split(/[ \t]*,[ \t]*/)
  return !options.includes('close') && (modern || options.includes('keep-alive'))
}

const timeoutOption = /(?:^|[,; \t])timeout[ \t]*=[ \t]*"?(\d{1,9})/i

/** For how long the server says it keeps an unused connection, in milliseconds. */
export function statedLifeMs(headers: HeaderFields): number | undefined {
  const value = headers['keep-alive']
  const seconds = value === undefined ? undefined : timeoutOption.exec(String(value))?.[1]
  return seconds === undefined ? undefined : Number(seconds) * 1_000
}
