import { describe, expect, it } from 'vitest'
import { chatCall } from '../test-support/provider-call.test.ts'
import { ChunkReader } from './chunk-reader.ts'
import { chatDialect } from './dialect.ts'

const hello = 'data: {"choices":[{"index":0,"delta":{"content":"hello"},"finish_reason":null}]}\n\n'

function read(...runs: readonly string[]) {
  const reader = new ChunkReader(chatCall({}, { stream: true }), chatDialect)
  const batches = runs.map((run) => reader.read(Buffer.from(run)))
  const raw = Buffer.concat(batches.map((batch) => batch.raw ?? Buffer.alloc(0))).toString()
  return { raw, facts: batches.map(({ facts }) => facts), last: batches.at(-1) }
}

const errors = [
  ['a number', '{"error":{"message":"m","code":429}}', 'rate-limit'],
  ['a code', '{"error":{"message":"m","code":"context_length_exceeded"}}', 'context-window'],
  ['a type', '{"error":{"message":"m","type":"overloaded_error"}}', 'unavailable'],
  ['neither', '{"error": {"message":"m","type":null,"code":null}}', 'server'],
  ['a text', '{"error":"m"}', 'server'],
] as const

describe('ChunkReader, errors inside a 200', () => {
  it.each(errors)('finds one with %s before the first content', (_with, body, kind) => {
    const { raw, facts } = read(`data: ${body}\n\n`)
    expect(raw).toBe('')
    expect(facts[0]).toMatchObject({ content: false, error: { kind, message: 'm' } })
  })

  it.each(errors)('finds one with %s after content, in the same run and in a later one', (_with, body, kind) => {
    for (const runs of [[hello + hello, `data: ${body}\n\n`], [`${hello}${hello}data: ${body}\n\n`]]) {
      const { raw, facts } = read(...runs)
      expect(raw).toBe(hello + hello)
      expect(facts.at(-1)).toMatchObject({ error: { kind } })
    }
  })

  it('finds one in a chunk with choices', () => {
    const chunk =
      '{"id":"c","choices":[{"index":0,"delta":{"content":""},"finish_reason":null}],"error":{"code":502,"message":"m"}}'
    expect(read(hello, hello, `data: ${chunk}\n\n`).facts[2]).toMatchObject({ error: { kind: 'unavailable' } })
  })

  it('finds one behind an event name', () => {
    const { facts } = read(
      hello,
      hello,
      'event: error\ndata: {"error":{"message":"m","code":"rate_limit_exceeded"}}\n\n',
    )
    expect(facts[2]).toMatchObject({ error: { kind: 'rate-limit' } })
  })

  it('passes nothing on after an error', () => {
    expect(read(`${hello}data: {"error":"m"}\n\n${hello}`).raw).toBe(hello)
  })

  it('takes an error of null, and words about errors, for none', () => {
    const quoted = hello.replace('hello', '\\"error\\":{}').replace('{"choices"', '{"error":null,"choices"')
    const { raw, facts } = read(hello, quoted)
    expect(raw).toBe(hello + quoted)
    expect(facts[1]?.error).toBeUndefined()
  })

  it('leaves out an event whose data is empty, as browsers do', () => {
    const { raw, facts } = read(`data:\n\n${hello}data: \n\n${hello}`)
    expect(raw).toBe(hello + hello)
    expect(facts[0]?.error).toBeUndefined()
  })

  it.each(['{"choices":', 'null', '[]', '"text"', 'upstream failed'])('does not believe an event with %j', (data) => {
    for (const before of ['', hello]) {
      const { raw, facts } = read(`${before}data: ${data}\n\n`)
      expect(raw).toBe(before)
      expect(facts[0]).toMatchObject({ error: { kind: 'server', code: 'upstream_invalid_response' } })
    }
  })

  it('says what it is when an event that passed after the first content turns out to be unreadable', () => {
    const { last } = read(hello, 'data: {"choices" oops}\n\n')
    expect(() => last?.chunks()).toThrow(expect.objectContaining({ code: 'upstream_invalid_response' }))
  })
})
