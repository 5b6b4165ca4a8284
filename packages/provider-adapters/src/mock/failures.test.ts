import { describe, expect, it } from 'vitest'
import { chatCall, failureOf, hear, providerCall } from '../test-support/provider-call.test.ts'
import { mock } from './mock.ts'

const { operations } = mock()

const ask = async (mockResponse: string, stream: boolean) =>
  operations.chat?.(chatCall({}, { stream, deployment: { mockResponse } }))

const failures = [
  ['litellm.RateLimitError', 'rate-limit'],
  ['litellm.InternalServerError', 'server'],
  ['litellm.ContextWindowExceededError', 'context-window'],
  ['litellm.ContentPolicyViolationError', 'content-policy'],
  ['Exception: content_filter_policy', 'content-policy'],
  ['litellm.AuthenticationError', 'authentication'],
  ['litellm.Timeout', 'timeout'],
  ['litellm.ServiceUnavailableError', 'unavailable'],
  ['litellm.APIConnectionError', 'connection'],
  ['litellm.NotFoundError', 'not-found'],
  ['litellm.BadRequestError', 'bad-request'],
] as const

describe('how a mock fails', () => {
  it.each(failures)('%s is a failure of kind %s, plain or streamed', async (response, kind) => {
    const message = expect.stringContaining('mock failure')
    for (const stream of [false, true]) expect(await failureOf(ask(response, stream))).toMatchObject({ kind, message })
  })

  it('embeddings and rankings fail too', async () => {
    for (const [mockResponse, kind] of [...failures, ['Exception: mock_streaming_error', 'server']] as const) {
      const call = providerCall('embedding', { input: 'a' }, { deployment: { mockResponse } })
      expect(await failureOf(Promise.resolve(operations.embedding?.(call)))).toMatchObject({ kind })
      const ranking = providerCall('rerank', { query: 'a', documents: ['a'] }, { deployment: { mockResponse } })
      expect(await failureOf(Promise.resolve(operations.rerank?.(ranking)))).toMatchObject({ kind })
    }
  })

  it('breaks a stream after its first content, and a plain request at once', async () => {
    const response = 'Exception: mock_streaming_error'
    const exchange = await ask(response, true)
    const contents: boolean[] = []
    const reading = (async () => {
      for await (const batch of exchange?.batches ?? []) contents.push(batch.kind === 'chunks' && batch.facts.content)
    })()
    expect(await failureOf(reading)).toMatchObject({ kind: 'server', message: expect.stringContaining('mock failure') })
    expect(contents).toEqual([false, true])
    expect(await failureOf(ask(response, false))).toMatchObject({ kind: 'server' })
  })

  it('says what it is told where that only looks like a failure', async () => {
    for (const said of ['litellm.Oops', 'the litellm.RateLimitError', 'toString']) {
      const exchange = await ask(said, true)
      expect((await hear(exchange?.batches ?? failing())).text).toBe(said)
    }
  })
})

const failing = (): never => {
  throw new Error('mock has no chat')
}
