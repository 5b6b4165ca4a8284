import { describe, expect, it } from 'vitest'
import { haveRecordings, isStream, type Recording, recordingsOf } from '../test-support/recordings.test.ts'
import type { Decoder } from './decoder.ts'
import { ndjsonDecoder } from './ndjson-decoder.ts'
import { sseDecoder } from './sse-decoder.ts'

const streamsOf = (type: string): readonly Recording[] =>
  ['anthropic', 'bedrock', 'cohere', 'gemini', 'ollama', 'vertex']
    .flatMap(recordingsOf)
    .filter((recording) => isStream(recording) && String(recording.headers['content-type']).includes(type))

function everyByte<T>(decoder: Decoder<T>, { bytes }: Recording): readonly T[] {
  return [...Array.from(bytes).flatMap((byte) => decoder.push(Uint8Array.of(byte))), ...decoder.flush()]
}

describe.skipIf(!haveRecordings)('recorded streams', () => {
  it.each(streamsOf('event-stream'))('$name is events of JSON', (recording) => {
    const events = everyByte(sseDecoder(), recording)
    expect(events.length).toBeGreaterThan(0)
    for (const { data } of events) if (data !== '[DONE]') expect(JSON.parse(data)).toBeTypeOf('object')
  })

  it.each(streamsOf('ndjson'))('$name is lines of JSON', (recording) => {
    const lines = everyByte(ndjsonDecoder(), recording)
    expect(lines.length).toBeGreaterThan(1)
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ done: true })
  })

  it.each(streamsOf('eventstream'))('$name is binary, to the byte', ({ bytes }) => {
    const view = Buffer.from(bytes)
    let at = 0
    while (at < view.length) at += view.readUInt32BE(at)
    expect(at).toBe(view.length)
  })

  it('are all there', () => {
    expect(['event-stream', 'ndjson', 'eventstream'].map((type) => streamsOf(type).length > 1)).toEqual([
      true,
      true,
      true,
    ])
  })
})
