import {
  type ChunkBatch,
  type ChunkOf,
  choicesAsked,
  type Facts,
  isJsonObject,
  type JsonObject,
  type OperationName,
  type ProviderCall,
  type Usage,
} from '@turnout/core'
import { eventData } from '../kit/event-data.ts'
import { eventEnd } from '../kit/event-end.ts'
import { errorInside } from '../kit/open-exchange.ts'
import { parseJson } from '../kit/parse-json.ts'
import { readUsage } from '../kit/read-usage.ts'
import { unreadable } from '../kit/unreadable.ts'
import type { Dialect } from './dialect.ts'
import { PlainFrames } from './plain-frames.ts'

interface Findings {
  content: boolean
  choices: number
  events: number
  readonly finished: number[]
  done: boolean
  usage?: Usage
  error?: ReturnType<typeof unreadable>
}

/**
 * Turns runs of whole events into batches whose bytes pass on as they are. Events are parsed until the first content,
 * and scanned after it; `[DONE]` and a usage event the caller did not ask for are left out.
 */
export class ChunkReader<O extends OperationName> {
  readonly #call: ProviderCall<O>
  readonly #dialect: Dialect<O>
  readonly #keepUsage: boolean
  readonly #oneChoice: boolean
  readonly #plain = new PlainFrames()
  #committed = false

  constructor(call: ProviderCall<O>, dialect: Dialect<O>) {
    this.#call = call
    this.#dialect = dialect
    this.#keepUsage = asksForUsage(call.request['stream_options'])
    this.#oneChoice = choicesAsked(call.request, call.deployment.defaults) === 1
  }

  read(frames: Buffer): ChunkBatch<O> {
    const text = frames.toString('latin1')
    const view = new DataView(frames.buffer, frames.byteOffset, frames.byteLength)
    if (this.#isOnePlain(text, view)) return new ReadChunks<O>(frames, text, onePlain)
    const found: Findings = { content: false, choices: 0, events: 0, finished: [], done: false }
    const kept: Buffer[] = []
    let keptFrom = 0
    const hasCr = text.includes('\r')
    for (let start = 0; start < text.length && !found.done && !found.error; ) {
      const { end, next } = eventEnd(text, start, hasCr) ?? { end: text.length, next: text.length }
      const plain = this.#committed && this.#oneChoice && this.#plain.isPlain(text, view, start, end)
      if (plain) notePlain(found)
      else if (!this.#parse(frames.toString('utf8', start, end), found)) {
        if (start > keptFrom) kept.push(frames.subarray(keptFrom, start))
        keptFrom = found.done || found.error ? frames.length : next
      }
      start = next
    }
    if (keptFrom < frames.length) kept.push(keptFrom === 0 ? frames : frames.subarray(keptFrom))
    const raw = kept.length === 1 && kept[0] ? kept[0] : Buffer.concat(kept)
    return new ReadChunks<O>(raw, raw === frames ? text : undefined, found)
  }

  /** One event of plain content and nothing else, as nearly every read of a stream that is slowly written. */
  #isOnePlain(text: string, view: DataView): boolean {
    const end = text.length - 2
    return (
      this.#committed &&
      this.#oneChoice &&
      text.indexOf('\n\n') === end &&
      !text.includes('\r') &&
      this.#plain.isPlain(text, view, 0, end)
    )
  }

  /** What is left at the end of a stream: an event that only lacks its blank line counts, a piece of one does not. */
  readRest(rest: Buffer): ChunkBatch<O> | undefined {
    const data = eventData(rest.toString('utf8'))
    if (data === undefined || (data.trim() !== '[DONE]' && !isJsonObject(parseJson(data)))) return undefined
    this.#committed = false
    return this.read(rest)
  }

  /** Takes in one event; false when it is not to be passed on. */
  #parse(frame: string, found: Findings): boolean {
    const data = eventData(frame)
    if (data === undefined) return true
    if (data === '') return false
    if (data.trim() === '[DONE]') {
      found.done = true
      return false
    }
    const value = parseJson(data)
    if (!isJsonObject(value)) {
      found.error = unreadable('an event that is not JSON')
      return false
    }
    const failure = value['error'] ? errorInside(this.#call, data) : undefined
    if (failure) {
      found.error = failure
      return false
    }
    return this.#note(value, frame, found)
  }

  #note(value: JsonObject, frame: string, found: Findings): boolean {
    const usage = readUsage(value['usage'])
    if (usage) found.usage = usage
    const choices = Array.isArray(value['choices']) ? value['choices'].filter(isJsonObject) : []
    for (const choice of choices) {
      const index = typeof choice['index'] === 'number' ? choice['index'] : 0
      found.choices = Math.max(found.choices, index + 1)
      const finished = typeof choice['finish_reason'] === 'string' && choice['finish_reason'] !== ''
      if (finished) found.finished.push(index)
      if (finished || this.#dialect.hasContent(choice)) this.#committed = true
    }
    if (this.#committed && choices.length > 0) {
      found.content = true
      found.events++
    }
    if (choices.length === 1 && found.content && found.finished.length === 0 && !found.usage) this.#plain.learn(frame)
    return this.#keepUsage || choices.length > 0 || !isJsonObject(value['usage'])
  }
}

/** Events that pass on; decoded only for those who ask. */
class ReadChunks<O extends OperationName> implements ChunkBatch<O> {
  readonly kind = 'chunks'
  readonly raw: Buffer
  readonly latin1: string | undefined
  readonly facts: Facts

  constructor(raw: Buffer, latin1: string | undefined, facts: Facts) {
    this.raw = raw
    this.latin1 = latin1
    this.facts = facts
  }

  chunks(): readonly ChunkOf<O>[] {
    return decodeChunks<O>(this.raw)
  }
}

const onePlain: Facts = Object.freeze({ content: true, choices: 1, finished: [], done: false, events: 1 })

function notePlain(found: Findings): void {
  found.content = true
  found.choices = 1
  found.events++
}

const asksForUsage = (options: unknown): boolean => isJsonObject(options) && options['include_usage'] === true

/** The chunks in a run of events. */
function decodeChunks<O extends OperationName>(raw: Buffer): readonly ChunkOf<O>[] {
  const text = raw.toString('utf8')
  const hasCr = text.includes('\r')
  const chunks: ChunkOf<O>[] = []
  for (let start = 0; start < text.length; ) {
    const { end, next } = eventEnd(text, start, hasCr) ?? { end: text.length, next: text.length }
    const data = eventData(text.slice(start, end))
    start = next
    if (!data) continue
    const chunk = parseJson(data)
    if (!isJsonObject(chunk)) throw unreadable('an event that is not JSON')
    chunks.push(chunk as unknown as ChunkOf<O>)
  }
  return chunks
}
