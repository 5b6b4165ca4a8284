import { describe, expect, it } from 'vitest'
import { chatCall } from '../test-support/provider-call.test.ts'
import { wholeAnswer } from './answer.ts'

const read = (body: object | string, request: object = {}) =>
  wholeAnswer(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), chatCall(request))
const answer = (candidate: object, more: object = {}) => ({ candidates: [candidate], ...more })

describe('wholeAnswer', () => {
  it('has as many choices as there are candidates', () => {
    const candidates = ['a', 'b'].map((text, index) => ({
      index,
      content: { parts: [{ text }] },
      finishReason: 'STOP',
    }))
    expect(read({ candidates }).result().choices).toMatchObject([
      { index: 0, message: { content: 'a' } },
      { index: 1, message: { content: 'b' } },
    ])
  })

  it('is empty where only an end is said', () => {
    const { choices } = read(answer({ finishReason: 'SAFETY' })).result()
    expect(choices).toEqual([
      { index: 0, message: { role: 'assistant', content: '' }, finish_reason: 'content_filter' },
    ])
  })

  it('keeps code and its result', () => {
    const parts = [{ executableCode: { code: '1' } }, { codeExecutionResult: { output: '1' } }, { text: 'one' }]
    expect(read(answer({ content: { parts }, finishReason: 'STOP' })).result().choices[0]?.message).toMatchObject({
      content: 'one',
      provider_specific_fields: {
        code_execution: [{ executable_code: { code: '1' } }, { code_execution_result: { output: '1' } }],
      },
    })
  })

  it('counts what its own tools read, and speech', () => {
    const usageMetadata = {
      ...{ promptTokenCount: 10, toolUsePromptTokenCount: 5, cachedContentTokenCount: 4, candidatesTokenCount: 2 },
      promptTokensDetails: [{ modality: 'AUDIO', tokenCount: 7 }],
    }
    expect(read(answer({ finishReason: 'STOP' }, { usageMetadata })).usage()).toEqual({
      ...{ prompt_tokens: 15, completion_tokens: 2, total_tokens: 17 },
      prompt_tokens_details: { cached_tokens: 4, audio_tokens: 7 },
      completion_tokens_details: { reasoning_tokens: 0 },
    })
  })

  it('says nothing of usage where nobody counted', () => {
    expect(
      read(answer({ finishReason: 'STOP' }, { usageMetadata: { trafficType: 'ON_DEMAND' } })).usage(),
    ).toBeUndefined()
  })

  it.each([
    ['a blocked prompt', { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } }, { kind: 'content-policy' }],
    ['an error', { error: { code: 429, message: 'Later.' } }, { kind: 'rate-limit' }],
    ['a spoilt call', answer({ finishReason: 'MALFORMED_FUNCTION_CALL' }), { kind: 'server' }],
    ['no candidate', { usageMetadata: {} }, { kind: 'server', code: 'upstream_invalid_response' }],
    ['nothing', '', { kind: 'server', code: 'upstream_invalid_response' }],
    ['something else', '{"candidates":[{"content":{"parts":"x"}}]}', { kind: 'server' }],
  ])('is a failure with %s in a 200', (_what, body, failure) => {
    expect(() => read(body)).toThrow(expect.objectContaining(failure))
  })
})
