import { ProviderError } from '@turnout/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { converseRecordings } from '../test-support/bedrock-recordings.test.ts'
import { event, streamMessage, textHeader } from '../test-support/event-stream.test.ts'
import { haveRecordings, isStream } from '../test-support/recordings.test.ts'
import { eventStreamDecoder, type StreamMessage } from './event-stream.ts'

/** All that comes of bytes in these pieces, and what broke it. */
function decode(...pieces: readonly Uint8Array[]) {
  const decoder = eventStreamDecoder()
  const messages: StreamMessage[] = []
  try {
    for (const piece of pieces) messages.push(...decoder.push(piece))
    messages.push(...decoder.flush())
  } catch (error) {
    if (!ProviderError.is(error)) throw error
    return { messages, error }
  }
  return { messages }
}

const cutAt = (bytes: Buffer, places: readonly number[]) => {
  const edges = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  return edges.slice(1).map((end, i) => bytes.subarray(edges[i], end))
}

const anyMessages = fc.array(
  fc.record({ type: fc.string({ maxLength: 40 }), payload: fc.string({ unit: 'binary' }) }),
  {
    maxLength: 5,
  },
)
const bytesOf = (messages: readonly { type: string; payload: string }[]) =>
  Buffer.concat(messages.map(({ type, payload }) => streamMessage(textHeader(':event-type', type), payload)))

describe('eventStreamDecoder', () => {
  it('reads headers and payload', () => {
    expect(decode(event('messageStart', '{"role":"assistant"}')).messages).toEqual([
      {
        headers: { ':event-type': 'messageStart', ':content-type': 'application/json', ':message-type': 'event' },
        payload: '{"role":"assistant"}',
      },
    ])
  })

  it('reads any messages, however they are cut', () => {
    fc.assert(
      fc.property(anyMessages, fc.array(fc.nat(), { maxLength: 8 }), (messages, places) => {
        const said = messages.map(({ type, payload }) => ({
          headers: { ':event-type': Buffer.from(type).toString() },
          payload: Buffer.from(payload).toString(),
        }))
        expect(decode(...cutAt(bytesOf(messages), places))).toEqual({ messages: said })
      }),
    )
  })

  it('does not believe a flipped bit', () => {
    const bytes = Buffer.concat([event('messageStart', {}), event('messageStop', { stopReason: 'end_turn' })])
    const whole = decode(bytes).messages
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const broken = Buffer.from(bytes)
        broken[bit >> 3] = (broken[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        const { messages, error } = decode(broken)
        expect(error).toMatchObject({ kind: 'server', code: 'upstream_invalid_response' })
        expect(whole.slice(0, messages.length)).toEqual(messages)
        expect(messages.length).toBeLessThan(2)
      }),
    )
  })

  it('says so where the stream ends inside a message', () => {
    const bytes = event('messageStop', { stopReason: 'end_turn' })
    for (let end = 1; end < bytes.length; end++)
      expect(decode(bytes.subarray(0, end)).error).toMatchObject({ kind: 'connection', code: 'upstream_truncated' })
    expect(decode(bytes, bytes.subarray(0, 5)).messages).toHaveLength(1)
    expect(decode()).toEqual({ messages: [] })
  })

  it('reads headers of other types over', () => {
    const typed = (type: number, value: readonly number[]) => Buffer.from([1, 0x78, type, ...value])
    const fixed = [
      ...[typed(0, []), typed(1, []), typed(2, [1]), typed(3, [0, 1]), typed(4, [0, 0, 0, 1])],
      ...[
        typed(5, Array(8).fill(0)),
        typed(6, [0, 3, 1, 2, 3]),
        typed(8, Array(8).fill(0)),
        typed(9, Array(16).fill(0)),
      ],
    ]
    const headers = Buffer.concat([...fixed, textHeader(':message-type', 'event')])
    expect(decode(streamMessage(headers, '{}')).messages).toEqual([
      { headers: { ':message-type': 'event' }, payload: '{}' },
    ])
  })

  it.each([
    ['a type that there is not', [1, 0x78, 10]],
    ['a name longer than the headers', [200, 0x78]],
    ['a value longer than the headers', [1, 0x78, 7, 1, 0]],
    ['half a length', [1, 0x78, 7, 1]],
    ['nothing behind the name', [1, 0x78]],
  ])('does not believe headers with %s', (_what, headers) => {
    expect(decode(streamMessage(Buffer.from(headers), '{}')).error).toMatchObject({ kind: 'server' })
  })

  it('refuses a message that is longer than 16 MiB before it has come', () => {
    const bytes = streamMessage(textHeader('a', 'b'), 'x'.repeat(16 * 1024 * 1024))
    expect(decode(bytes.subarray(0, 12)).error).toMatchObject({ code: 'upstream_too_large' })
  })
})

describe.skipIf(!haveRecordings)('recorded event streams', () => {
  it.each(converseRecordings.filter(isStream))('$name is read to its end', ({ bytes }) => {
    const { messages, error } = decode(...Array.from(bytes, (byte) => Uint8Array.of(byte)))
    expect(error).toBeUndefined()
    expect(messages.at(0)?.headers[':event-type']).toBe('messageStart')
    expect(messages.at(-1)?.headers[':event-type']).toBe('metadata')
  })
})
