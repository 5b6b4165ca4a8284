import type { OperationName } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { chatCall, providerCall } from '../test-support/provider-call.test.ts'
import { chatDialect, embeddingDialect } from './dialect.ts'
import { wholeAnswer } from './whole-answer.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const chat = (body: string) => wholeAnswer(chatCall(), chatDialect, bytes(body))

const good = {
  id: 'c',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Grüße 🎉' } }],
  usage: { total_tokens: 3 },
}

function kindOf(body: string): string | undefined {
  try {
    chat(body)
  } catch (error) {
    return (error as { kind?: OperationName }).kind
  }
  return undefined
}

describe('wholeAnswer', () => {
  it.each([
    ['compact', JSON.stringify(good)],
    ['indented', JSON.stringify(good, null, 2)],
    ['deeply indented', JSON.stringify(good, null, '                    ')],
    ['with spaces, as Python writes', JSON.stringify(good).replaceAll('":', '": ')],
    ['with spaces before colons', JSON.stringify(good).replaceAll('":', '" : ')],
    ['with an error of null', JSON.stringify({ error: null, ...good })],
    ['with a line end behind it', `${JSON.stringify(good)}\n`],
    ['with words about errors', JSON.stringify(good).replace('🎉', '\\"error\\":{}')],
  ])('passes an answer on byte for byte: %s', (_how, body) => {
    const batch = chat(body)
    expect(Buffer.from(batch.raw ?? []).toString()).toBe(body)
    expect(batch.result()).toEqual(JSON.parse(body))
    expect(batch.usage()).toMatchObject(good.usage)
  })

  it('looks only at its own part of a larger buffer', () => {
    const pool = Buffer.from(`xxx${JSON.stringify(good)}xxx`)
    expect(wholeAnswer(chatCall(), chatDialect, pool.subarray(3, -3)).result()).toEqual(good)
  })

  it.each(['first', 'last'])('tells usage that is not the answer’s own object where it stands %s', (place) => {
    const { usage: _, ...rest } = good
    const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }
    const batch = chat(JSON.stringify(place === 'first' ? { usage, ...rest } : { ...rest, usage }))
    const told = batch.usage()
    expect([told, batch.result().usage]).toEqual([usage, usage])
    expect(batch.result().usage).not.toBe(told)
    expect(batch.result().usage).not.toBe(batch.usage())
  })

  it('has no usage where the provider did not count', () => {
    expect(chat('{"choices":[{"index":0}]}').usage()).toBeUndefined()
  })

  it('knows embeddings by their data', () => {
    const call = providerCall('embedding', { input: 'a' })
    const body = '{"object":"list","data":[{"index":0,"embedding":[0.5]}],"usage":{"prompt_tokens":1,"total_tokens":1}}'
    expect(wholeAnswer(call, embeddingDialect, bytes(body)).result().data[0]?.embedding).toEqual([0.5])
    expect(() => wholeAnswer(call, embeddingDialect, bytes(JSON.stringify(good)))).toThrow(/JSON without data/)
  })

  it.each([
    '',
    ' \n',
    'null',
    '[]',
    '"text"',
    '{}',
    '{"choices":',
    '{"choices":[]}',
    '{"choices":null}',
    '{"choices":{}}',
    'upstream',
  ])('does not believe %j', (body) => {
    expect(() => chat(body)).toThrow(expect.objectContaining({ kind: 'server', code: 'upstream_invalid_response' }))
  })

  it.each([
    ['by its code', '{"error":{"message":"m","code":"content_filter"}}', 'content-policy'],
    ['by its number', '{"error":{"message":"m","code":429}}', 'rate-limit'],
    ['beside choices', '{"choices":[{"index":0}],"error":{"message":"m","code":502}}', 'unavailable'],
    ['as a text', '{"error": "m"}', 'server'],
  ])('finds an error inside a 200 %s', (_how, body, kind) => {
    expect(kindOf(body)).toBe(kind)
  })

  it('says what it is when an answer that looked good turns out to be unreadable', () => {
    const batch = chat('{"choices":[{"message":{"content":"cut}')
    expect(() => batch.result()).toThrow(expect.objectContaining({ code: 'upstream_invalid_response' }))
    expect(batch.usage()).toBeUndefined()
  })
})
