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
  /** As text, where it is text. */
  readonly body: string
  readonly bytes: Uint8Array
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
  readonly response: Pick<Recording, 'status' | 'headers'> & { readonly body?: string; readonly bodyBase64?: string }
}

/** A file of the recordings, as text. */
export const text = (file: string): string => readFileSync(resolve(folder, file), 'utf8')

/** A recorded file, by its path in their folder. */
export const recordedText = text

const entries = (): readonly Entry[] => (haveRecordings ? JSON.parse(text('index.json')) : [])

/** Every recorded answer of a provider, in the order of the index. */
export const recordingsOf = (provider: string): readonly Recording[] =>
  entries()
    .filter((entry) => entry.provider === provider)
    .flatMap(read)

/** Those of whom there are answers. */
export const recordedProviders = (): readonly string[] => [
  ...new Set(entries().flatMap(({ provider, kind }) => (answers.has(kind) ? provider : []))),
]

const answers: ReadonlySet<string> = new Set(['cassette', 'raw-body', 'raw-stream', 'chunk-lines'])

function read(entry: Entry): readonly Recording[] {
  const name = `${entry.provider}/${entry.case}`
  const alone = { name, case: entry.case, url: '', request: {}, status: 200 }
  const isText = entry.kind === 'raw-body' && text(entry.file).startsWith('event: ')
  if (isText) return [{ ...alone, ...bodyOf(eventStreamType, text(entry.file)) }]
  if (entry.kind === 'raw-body') return [{ ...alone, ...bodyOf('application/json', unwrapped(text(entry.file))) }]
  if (entry.kind === 'chunk-lines') return [{ ...alone, ...bodyOf(eventStreamType, asEvents(text(entry.file))) }]
  if (entry.kind === 'raw-stream') {
    const stream = text(entry.file)
    return [{ ...alone, ...bodyOf(stream.startsWith('{') ? 'application/x-ndjson' : eventStreamType, stream) }]
  }
  if (!entry.exchange) throw new Error(`${name} has no exchange`)
  const { exchanges } = JSON.parse(text(entry.exchange)) as { exchanges: readonly RecordedExchange[] }
  return exchanges
    .filter(({ request }) => request.method === 'POST')
    .map(({ request, response: { status, headers, body = '', bodyBase64 } }, i) => {
      const bytes = bodyBase64 === undefined ? Buffer.from(body) : Buffer.from(bodyBase64, 'base64')
      return {
        ...{ name: exchanges.length > 1 ? `${name} ${i + 1}` : name, case: entry.case },
        ...{ url: request.url, request: request.body, status, headers, body: bytes.toString(), bytes },
      }
    })
}

const eventStreamType = 'text/event-stream'

const bodyOf = (type: string, body: string) => ({
  headers: { 'content-type': type },
  ...{ body, bytes: Buffer.from(body) },
})

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
  /event-?stream|ndjson/.test(String(headers['content-type']))

/** The recorded answer as a network delivers it: at once, or cut every few bytes. */
export const answerOf = (recording: Recording, cut: boolean): FakeAnswer =>
  cutAnswer(recording, cut ? Array.from({ length: recording.bytes.length / 61 }, (_, i) => (i + 1) * 61) : [])

/** The same, cut at these places. */
export function cutAnswer({ status, headers, bytes }: Recording, places: readonly number[]): FakeAnswer {
  const edges = [0, ...places, bytes.length]
  const pieces = edges.slice(1).map((end, i) => bytes.subarray(edges[i], end))
  return { status, headers, pieces: pieces.filter(({ length }) => length > 0) }
}
