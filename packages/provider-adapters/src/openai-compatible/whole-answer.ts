import type { OperationName, ProviderCall, ResultOf, WholeBatch } from '@turnout/core'
import { errorInside, unreadable } from '../kit/open-exchange.ts'
import { parseJson } from '../kit/parse-json.ts'
import { readUsage } from '../kit/read-usage.ts'
import type { Dialect } from './dialect.ts'

/**
 * A plain answer, passed on as it is. It is looked at, not parsed: an object with the member that a good answer has,
 * and something in it. What fails that look is parsed to find out what it is, and so is an answer that only the end of the
 * connection ended: it may be cut.
 */
export function wholeAnswer<O extends OperationName>(
  call: ProviderCall<O>,
  dialect: Dialect<O>,
  body: Uint8Array,
  mayBeCut = false,
): WholeBatch<O> {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1')
  if (mayBeCut || !looksGood(text, dialect.answerKey)) check(call, dialect, text, body)
  let result: ResultOf<O> | undefined
  const decoded = (): ResultOf<O> | undefined => {
    result ??= parseJson(utf8(body)) as ResultOf<O> | undefined
    return result
  }
  return {
    kind: 'whole',
    raw: body,
    result() {
      const value = decoded()
      if (value === undefined) throw unreadable('something that is not JSON')
      return value
    },
    usage: () => readUsage(decoded()?.usage),
  }
}

function looksGood(text: string, key: string): boolean {
  const at = text.indexOf(`"${key}":`)
  if (at === -1 || text.charCodeAt(0) !== openBrace || !/\}\s*$/.test(text.slice(-64))) return false
  if (!/^ ?\[\s*\{/.test(text.slice(at + key.length + 3, at + key.length + 16))) return false
  return !text.includes('"error":')
}

const openBrace = 0x7b

function check<O extends OperationName>(
  call: ProviderCall<O>,
  { answerKey }: Dialect<O>,
  text: string,
  body: Uint8Array,
) {
  const failure = errorInside(call, utf8(body))
  if (failure) throw failure
  const value = parseJson(utf8(body))
  if (value === undefined) throw unreadable(text.trim() === '' ? 'nothing' : 'something that is not JSON')
  const entries =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[answerKey] : undefined
  if (!Array.isArray(entries) || entries.length === 0) throw unreadable(`JSON without ${answerKey}`)
}

const utf8 = (body: Uint8Array): string => new TextDecoder().decode(body)
