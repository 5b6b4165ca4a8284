import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { JsonObject } from '@turnout/core'
import type { FakeAnswer } from '@turnout/testing'

/** Where the recorded exchanges lie; tests over them are skipped where there are none. */
const folder = resolve(import.meta.dirname, '../../../..', process.env['TURNOUT_FIXTURES'] ?? '../shared/fixtures')

export const haveRecordings = existsSync(resolve(folder, 'index.json'))

/** One answer that a provider once gave. */
export interface Recording {
  /** `provider/case`, numbered where a case has several. */
  readonly name: string
  readonly case: string
  /** Empty where only the answer was recorded. */
  readonly url: string
  readonly request: JsonObject
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

interface Entry {
  readonly provider: string
  readonly case: string
  readonly kind: string
  readonly file: string
  readonly exchange?: string
}

interface RecordedExchange {
  readonly request: { readonly method: string; readonly url: string; readonly body: JsonObject }
  readonly response: Pick<Recording, 'status' | 'headers'> & { readonly body?: string }
}

const text = (file: string): string => readFileSync(resolve(folder, file), 'utf8')

/** Every recorded answer of a provider, in the order of the index. */
export const recordingsOf = (provider: string): readonly Recording[] =>
  haveRecordings
    ? (JSON.parse(text('index.json')) as readonly Entry[]).filter((entry) => entry.provider === provider).flatMap(read)
    : []

function read(entry: Entry): readonly Recording[] {
  const name = `${entry.provider}/${entry.case}`
  const alone = { name, case: entry.case, url: '', request: {}, status: 200 }
  if (entry.kind === 'raw-body')
    return [{ ...alone, headers: { 'content-type': 'application/json' }, body: unwrapped(text(entry.file)) }]
  if (entry.kind === 'chunk-lines')
    return [{ ...alone, headers: { 'content-type': 'text/event-stream' }, body: asEvents(text(entry.file)) }]
  if (!entry.exchange) throw new Error(`${name} has no exchange`)
  const { exchanges } = JSON.parse(text(entry.exchange)) as { exchanges: readonly RecordedExchange[] }
  return exchanges
    .filter(({ request }) => request.method === 'POST')
    .map(({ request, response: { status, headers, body = '' } }, i) => ({
      ...{ name: exchanges.length > 1 ? `${name} ${i + 1}` : name, case: entry.case },
      ...{ url: request.url, request: request.body, status, headers, body },
    }))
}

/** Some bodies were stored with their status and headers around them. */
function unwrapped(stored: string): string {
  const { status, body } = JSON.parse(stored) as { status?: number; body?: unknown }
  return status === 200 && typeof body === 'string' ? body : stored
}

const asEvents = (lines: string): string =>
  lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `data: ${line}\n\n`)
    .join('')

export const isStream = ({ headers }: Recording): boolean =>
  String(headers['content-type']).startsWith('text/event-stream')

/** The recorded answer as a network delivers it: at once, or cut every few bytes. */
export function answerOf({ status, headers, body }: Recording, cut: boolean): FakeAnswer {
  const bytes = new TextEncoder().encode(body)
  const count = cut ? Math.ceil(bytes.length / 61) : 1
  const pieces = Array.from({ length: count }, (_, i) => (cut ? bytes.subarray(i * 61, (i + 1) * 61) : bytes))
  return { status, headers, pieces }
}
