import { events } from '../chat-text.ts'
import { chunk, lastChunk, streamHead } from '../http-text.ts'
import { type Script, send } from '../script.ts'

/** A stream of events in chunks, with its end. */
export const streamOf = (text: string): Script => [send(streamHead + chunk(text) + lastChunk)]

/** The wall's answer as a stream, in one piece. */
export const wholeStream: Script = streamOf(events.join(''))
