import type { Batch } from '@turnout/core'
import type { FakeAnswer } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { chatCall, eventStream, exchangeOf, failureOf, json, wholeOf } from '../test-support/provider-call.test.ts'
import { openaiCompatible } from './adapter.ts'

const adapter = openaiCompatible({ name: 'acme', defaultBase: 'http://acme/v1' })
const role = 'data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}\n\n'
const hello = 'data: {"choices":[{"index":0,"delta":{"content":"hello"},"finish_reason":null}]}\n\n'
const overloaded = 'data: {"error":{"message":"m","type":"overloaded_error"}}\n\n'
const malformed = 'data: {"choices":[{"index":0,\n\n'

async function streamOf(answer: FakeAnswer) {
  const { exchange, transport } = exchangeOf(adapter, chatCall({}, { stream: true }), answer)
  const batches: Batch<'chat'>[] = []
  for await (const batch of (await exchange).batches) batches.push(batch)
  return {
    said: batches.map(({ raw }) => Buffer.from(raw ?? []).toString()),
    facts: batches.flatMap((batch) => (batch.kind === 'chunks' ? [batch.facts] : [])),
    closed: transport.seen[0]?.aborted !== undefined,
  }
}

describe('a 200 that holds an error', () => {
  it.each([
    ['{"error":{"message":"m","code":"context_length_exceeded"}}', 'context-window'],
    ['{"error":{"message":"m","code":429}}', 'rate-limit'],
    ['{"error":{"message":"m","type":"overloaded_error"}}', 'unavailable'],
    ['{"error":{"message":"m"}}', 'server'],
  ])('fails by its body, whether a stream was asked for or not: %s', async (body, kind) => {
    for (const stream of [false, true]) {
      const { exchange } = exchangeOf(adapter, chatCall({}, { stream }), json(body))
      expect(await failureOf(exchange)).toMatchObject({ kind, message: 'm' })
    }
  })
})

describe('a plain answer that is cut, but looks whole', () => {
  const cut = '{"choices":[{"index":0,"message":{"content":"hi"}}'
  const good = `${cut}]}`
  const plain = (text: string, length: Record<string, string> = {}) =>
    exchangeOf(adapter, chatCall(), { headers: { ...json().headers, ...length }, pieces: [text] }).exchange
  const rawOf = async (text: string, length?: Record<string, string>) =>
    Buffer.from((await wholeOf((await plain(text, length)).batches)).raw ?? []).toString()

  it('fails where only the end of the connection ended it', async () => {
    expect(await failureOf(plain(cut))).toMatchObject({ kind: 'server', code: 'upstream_invalid_response' })
    expect(await rawOf(good)).toBe(good)
  })

  it.each([
    ['its length', (text: string) => ({ 'content-length': String(text.length) })],
    ['its last piece', () => ({ 'transfer-encoding': 'chunked' })],
  ])('is not parsed to find out where %s says that it is whole', async (_what, lengthOf) => {
    for (const text of [good, cut]) expect(await rawOf(text, lengthOf(text))).toBe(text)
  })
})

const breaks = [
  ['an error', overloaded, { kind: 'unavailable', message: 'm' }],
  ['a malformed event', malformed, { kind: 'server', code: 'upstream_invalid_response' }],
] as const

describe.each(breaks)('a stream with %s', (_what, event, error) => {
  it.each([
    ['at its start', [event]],
    ['after the role', [role + event]],
    ['after the role, in a later read', [role, event]],
  ])('has failed before any content: %s', async (_where, pieces) => {
    const { facts, said } = await streamOf(eventStream(...pieces, hello, 'data: [DONE]\n\n'))
    expect(facts.at(-1)).toMatchObject({ content: false, done: false, error })
    expect(said.join('')).not.toContain('hello')
  })

  it.each([
    ['in the same read', [role + hello + event]],
    ['in a later one', [role, hello, event]],
    ['after more content', [role, hello, hello, hello + event]],
  ])('ends with it after content: %s', async (_where, pieces) => {
    const { facts, said, closed } = await streamOf(eventStream(...pieces, hello, 'data: [DONE]\n\n'))
    expect(facts.at(-1)).toMatchObject({ done: false, error })
    expect(said.join('')).toBe(pieces.join('').replace(event, ''))
    expect(closed).toBe(true)
  })
})
