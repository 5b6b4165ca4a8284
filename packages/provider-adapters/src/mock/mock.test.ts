import { CancelScope, type EmbeddingResponse } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { chatCall, failureOf, type Given, hear, providerCall, wholeOf } from '../test-support/provider-call.test.ts'
import { mock } from './mock.ts'

const { chat, textCompletion, embedding } = mock().operations
if (!chat || !textCompletion || !embedding) throw new Error('mock lacks an operation')

const mocked = (mockResponse: string, more: Given = {}): Given => ({
  ...more,
  deployment: { model: 'gpt-x', provider: 'openai', mockResponse },
})
const plain = async (response: string, request: object = {}) =>
  wholeOf((await chat(chatCall(request, mocked(response)))).batches)
const streaming = async (response: string, request: object = {}, more: Given = {}) =>
  hear((await chat(chatCall(request, mocked(response, { stream: true, ...more })))).batches)

const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }

describe('a mock', () => {
  it('answers with its text', async () => {
    const batch = await plain('Hello there')
    expect(batch.result()).toMatchObject({
      ...{ id: 'chatcmpl-id-1', object: 'chat.completion', model: 'gpt-x', usage },
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hello there' }, finish_reason: 'stop' }],
    })
    expect(batch.usage()).toEqual(usage)
  })

  it('says the same as a stream: the role, the words, the end', async () => {
    const { text, finished, done, facts, chunks, usage: counted } = await streaming('Hello there')
    expect({ text, finished, done, counted }).toEqual({
      ...{ text: 'Hello there', finished: [[0, 'stop']], done: true, counted: usage },
    })
    expect(facts.map(({ content }) => content)).toEqual([false, true, true, true])
    expect(chunks[0]).toMatchObject({ model: 'gpt-x', choices: [{ delta: { role: 'assistant' } }] })
    expect(chunks.at(-1)).not.toHaveProperty('usage')
  })

  it('ends with a usage chunk where that was asked for', async () => {
    const { chunks } = await streaming('Hello there', { stream_options: { include_usage: true } })
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage })
  })

  it.each(['', ' ', '  two\n\nlines  ', 'litellm.RateLimitError?', 'constructor'])(
    'says %j to the letter',
    async (text) => {
      expect((await plain(text)).result().choices[0]?.message.content).toBe(text)
      expect((await streaming(text)).text).toBe(text)
    },
  )

  it('gives as many choices as were asked for, and no more than 128', async () => {
    expect((await plain('a', { n: 2 })).result().choices.map(({ index }) => index)).toEqual([0, 1])
    expect((await streaming('a', { n: 2 })).facts.at(-1)?.finished).toEqual([0, 1])
    expect((await plain('a', { n: 1e12 })).result().choices).toHaveLength(128)
  })

  it('completes text, a choice for each prompt', async () => {
    const call = (stream: boolean) => providerCall('textCompletion', { prompt: ['x', 'y'] }, mocked('a b', { stream }))
    const { result } = await wholeOf((await textCompletion(call(false))).batches)
    expect(result().choices.map(({ text }) => text)).toEqual(['a b', 'a b'])
    expect(await hear((await textCompletion(call(true))).batches)).toMatchObject({ text: 'a a bb', done: true })
  })

  it('embeds', async () => {
    const exchange = await embedding(providerCall('embedding', { input: ['a', 'b c'] }, mocked('x')))
    const batch = await wholeOf(exchange.batches)
    const { model, data }: EmbeddingResponse = batch.result()
    expect({ model, count: data.length }).toEqual({ model: 'gpt-x', count: 2 })
    expect(batch.usage()).toMatchObject({ prompt_tokens: 3, total_tokens: 3 })
  })

  it('needs a mock_response', async () => {
    expect(await failureOf(chat(chatCall()))).toMatchObject({ kind: 'not-found', code: 'deployment_misconfigured' })
  })

  it('does not begin when it was cancelled', async () => {
    const scope = new CancelScope()
    scope.cancel()
    expect(await failureOf(chat(chatCall({}, mocked('a', { scope }))))).toBe(scope.reason)
  })

  it.each([0, 1, 2])('stops in the middle of a stream when it is cancelled, after batch %i', async (at) => {
    const scope = new CancelScope()
    const { batches } = await chat(chatCall({}, mocked('a b', { scope, stream: true })))
    let seen = 0
    const reading = (async () => {
      for await (const _ of batches) if (seen++ === at) scope.cancel()
    })()
    expect(await failureOf(reading)).toBe(scope.reason)
    expect(seen).toBe(at + 1)
  })
})
