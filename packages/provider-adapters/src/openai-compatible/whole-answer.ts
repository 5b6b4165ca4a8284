import type { OperationName, ProviderCall, ResultOf, Usage, WholeBatch } from '@turnout/core'
import { errorInside } from '../kit/open-exchange.ts'
import { parseJson } from '../kit/parse-json.ts'
import { isUsage, readUsage } from '../kit/read-usage.ts'
import { unreadable } from '../kit/unreadable.ts'
import { viewOf } from '../kit/view-of.ts'
import type { Dialect } from './dialect.ts'
import { scanUsage } from './scan-usage.ts'

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
  const text = viewOf(body).toString('latin1')
  if (mayBeCut || !looksGood(text, dialect)) check(call, dialect, text, body)
  return new PassedOn(body, text)
}

/** The provider's own bytes; read only for those who ask. */
class PassedOn<O extends OperationName> implements WholeBatch<O> {
  readonly kind = 'whole'
  readonly raw: Uint8Array
  readonly latin1: string
  #result: ResultOf<O> | undefined

  constructor(raw: Uint8Array, latin1: string) {
    this.raw = raw
    this.latin1 = latin1
  }

  result(): ResultOf<O> {
    const value = this.#decoded()
    if (value === undefined) throw unreadable('something that is not JSON')
    return value
  }

  usage(): Usage | undefined {
    if (this.#result) return readUsage(this.#result.usage)
    const scanned = scanUsage(this.latin1)
    return isUsage(scanned) ? scanned : readUsage(scanned ?? this.#decoded()?.usage)
  }

  #decoded(): ResultOf<O> | undefined {
    this.#result ??= parseJson(utf8(this.raw)) as ResultOf<O> | undefined
    return this.#result
  }
}

function looksGood(text: string, { answerStart }: { readonly answerStart: RegExp }): boolean {
  return text.charCodeAt(0) === openBrace && endsWell(text) && answerStart.test(text) && !speaksOfError.test(text)
}

/** An expression that is no mere text: V8 skips along with these, and compares letter by letter with those. */
const speaksOfError = /"error"\s*:/

/** In a closing brace, but for white space. */
function endsWell(text: string): boolean {
  let at = text.length - 1
  while (text.charCodeAt(at) <= space) at--
  return text.charCodeAt(at) === closeBrace
}

const space = 0x20
const closeBrace = 0x7d

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
