import { createParser } from 'eventsource-parser'
import type { Decoder } from './decoder.ts'
import { eventEnd } from './event-end.ts'
import { FrameSplitter } from './frame-splitter.ts'

/** A server-sent event. */
export interface ServerEvent {
  /** As its `event` field names it. */
  readonly event?: string | undefined
  readonly data: string
}

/**
 * Server-sent events (WHATWG HTML, "Server-sent events"). Bare JSON between or after them, as Google ends a stream that
 * fails, comes out as the data of an event without a name.
 */
export function sseDecoder(): Decoder<ServerEvent> {
  const splitter = new FrameSplitter()
  let items: ServerEvent[] = []
  const parser = createParser({ onEvent: ({ event, data }) => items.push({ event, data }) })
  // The splitter has taken the byte order mark: at the start of a line, the parser would take another.
  parser.feed('\n')
  const decode = (frames: Buffer | undefined): readonly ServerEvent[] => {
    items = []
    for (const frame of framesIn(frames?.toString('utf8') ?? ''))
      if (/^\s*[{[]/.test(frame)) items.push({ data: frame.trim() })
      else parser.feed(frame)
    return items
  }
  return { push: (bytes) => decode(splitter.push(bytes)), flush: () => decode(splitter.flush()) }
}

/** Each with its blank line. */
function* framesIn(text: string): Generator<string> {
  const hasCr = text.includes('\r')
  for (let start = 0; start < text.length; ) {
    const next = eventEnd(text, start, hasCr)?.next ?? text.length
    yield text.slice(start, next)
    start = next
  }
}
