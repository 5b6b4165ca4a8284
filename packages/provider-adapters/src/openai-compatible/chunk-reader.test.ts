import type { ChunkBatch } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { chatCall, type Given, providerCall } from '../test-support/provider-call.test.ts'
import { ChunkReader } from './chunk-reader.ts'
import { chatDialect, textDialect } from './dialect.ts'

const reader = (request: object = {}, given: Given = {}) =>
  new ChunkReader(chatCall(request, { stream: true, ...given }), chatDialect)

const read = (text: string, by = reader()) => by.read(Buffer.from(text))
const rawOf = ({ raw }: ChunkBatch<'chat'>) => Buffer.from(raw ?? []).toString()

const event = (chunk: object) => `data: ${JSON.stringify(chunk)}\n\n`
const delta = (delta: object, more: object = {}) =>
  event({ id: 'c', choices: [{ index: 0, delta, finish_reason: null }], ...more })
const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }
const usageEvent = event({ id: 'c', choices: [], usage })
const role = delta({ role: 'assistant', content: '' })
const hello = delta({ content: 'hello' })

describe('ChunkReader, bytes', () => {
  it('passes events on byte for byte', () => {
    const text = `: ping\n\n${role}event: message\nid: 7\ndata:${hello.slice(5)}data: {"choices":\ndata:  []}\n\ndata: {"x":"Grüße 🎉"}\n\n`
    expect(rawOf(read(text))).toBe(text)
  })

  it('passes CRLF and CR on as they are', () => {
    const text = `${role}${hello}`.replaceAll('\n', '\r\n') + hello.replaceAll('\n', '\r')
    expect(rawOf(read(text))).toBe(text)
  })

  it('leaves [DONE] out, and what comes after it', () => {
    const batch = read(`${hello}data: [DONE]\n\n${hello}`)
    expect(rawOf(batch)).toBe(hello)
    expect(batch.facts).toMatchObject({ done: true, content: true })
  })

  it.each(['data:[DONE]\n\n', 'data: [DONE] \n\n', 'event: done\ndata: [DONE]\r\n\r\n'])('knows %j', (end) => {
    const batch = read(end)
    expect(rawOf(batch)).toBe('')
    expect(batch.facts.done).toBe(true)
  })

  it('is not done by words about [DONE]', () => {
    expect(read(delta({ content: '[DONE]' })).facts.done).toBe(false)
  })

  it('decodes the chunks it passes on', () => {
    const batch = read(`: ping\n\n${hello}${usageEvent}${delta({ content: 'ü' })}data: [DONE]\n\n`)
    expect(batch.chunks().map(({ choices }) => choices[0]?.delta.content)).toEqual(['hello', 'ü'])
  })
})

describe('ChunkReader, usage', () => {
  it.each([
    ['was not asked for', {}],
    ['was refused', { stream_options: { include_usage: false } }],
    ['has no options', { stream_options: null }],
  ])('drops a usage event that %s, and remembers it', (_why, request) => {
    const batch = read(`${hello}${usageEvent}${role}`, reader(request))
    expect(rawOf(batch)).toBe(hello + role)
    expect(batch.facts.usage).toEqual(usage)
  })

  it('keeps a usage event that was asked for', () => {
    const batch = read(hello + usageEvent, reader({ stream_options: { include_usage: true } }))
    expect(rawOf(batch)).toBe(hello + usageEvent)
    expect(batch.facts.usage).toEqual(usage)
  })

  it('keeps a chunk with choices that has usage too', () => {
    const last = delta({ content: '!' }, { usage })
    const batch = read(hello + last)
    expect(rawOf(batch)).toBe(hello + last)
    expect(batch.facts.usage).toEqual(usage)
  })

  it('takes a usage of null for none', () => {
    const text = event({ choices: [], usage: null })
    const batch = read(text)
    expect(rawOf(batch)).toBe(text)
    expect(batch.facts.usage).toBeUndefined()
  })

  it('sees usage in every chunk, the same or another', () => {
    const by = reader()
    read(delta({ content: 'a' }, { usage }), by)
    expect(read(delta({ content: 'b' }, { usage }), by).facts.usage).toEqual(usage)
    const later = { ...usage, completion_tokens: 9 }
    expect(read(delta({ content: 'b' }, { usage: later }), by).facts.usage).toEqual(later)
  })
})

describe('ChunkReader, content', () => {
  it.each<readonly [what: string, delta: object]>([
    ['a role', { role: 'assistant' }],
    ['a role with an empty text', { role: 'assistant', content: '', refusal: null }],
    ['an empty delta', {}],
    ['nulls', { content: null, reasoning_content: null, tool_calls: null }],
    ['no tool calls', { tool_calls: [] }],
  ])('does not take %s for content', (_what, given) => {
    expect(read(delta(given)).facts).toMatchObject({ content: false, choices: 1 })
  })

  it.each<readonly [what: string, delta: object]>([
    ['text', { content: 'a' }],
    ['content in parts', { content: [{ type: 'thinking', thinking: [] }] }],
    ['reasoning_content', { reasoning_content: 'a' }],
    ['reasoning', { reasoning: 'a' }],
    ['a refusal', { refusal: 'a' }],
    ['tool calls', { tool_calls: [{ index: 0, function: { arguments: '' } }] }],
    ['a function call', { function_call: { name: 'f' } }],
    ['audio', { audio: { id: 'a' } }],
  ])('takes %s for content', (_what, given) => {
    expect(read(delta(given)).facts.content).toBe(true)
  })

  it.each(['stop', 'length', 'tool_calls', 'content_filter', 'anything'])(
    'takes the end "%s" for content',
    (reason) => {
      const end = event({ choices: [{ index: 0, delta: {}, finish_reason: reason }] })
      expect(read(end).facts).toMatchObject({ content: true, finished: [0] })
    },
  )

  it('does not take comments for content', () => {
    expect(read(': OPENROUTER PROCESSING\n\n: x\n\n').facts).toMatchObject({ content: false, choices: 0 })
  })

  it("keeps Azure's first event, which is not content", () => {
    const first = event({ choices: [], id: '', model: '', prompt_filter_results: [{ prompt_index: 0 }] })
    const batch = read(first)
    expect(rawOf(batch)).toBe(first)
    expect(batch.facts).toMatchObject({ content: false, choices: 0 })
  })

  it('survives choices that have no delta', () => {
    expect(read(event({ choices: [{ index: 0, finish_reason: null }, null] })).facts.content).toBe(false)
  })

  it('knows text completions', () => {
    const by = new ChunkReader(providerCall('textCompletion', { prompt: '' }, { stream: true }), textDialect)
    const text = (text: string) => Buffer.from(event({ choices: [{ index: 0, text, finish_reason: null }] }))
    expect(by.read(text('')).facts.content).toBe(false)
    expect(by.read(text('a')).facts.content).toBe(true)
  })
})
