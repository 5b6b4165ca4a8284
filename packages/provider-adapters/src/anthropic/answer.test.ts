import { describe, expect, it } from 'vitest'
import { chatCall } from '../test-support/provider-call.test.ts'
import { wholeAnswer } from './answer.ts'

const message = {
  ...{ id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-x', stop_reason: 'end_turn' },
  content: [{ type: 'text', text: 'Grüße' }],
  usage: { input_tokens: 3, output_tokens: 5 },
}
const read = (given: object) => wholeAnswer(Buffer.from(JSON.stringify({ ...message, ...given })), chatCall())

describe('wholeAnswer', () => {
  it('makes an OpenAI completion of a message', () => {
    const batch = read({})
    const usage = {
      prompt_tokens: 3,
      completion_tokens: 5,
      total_tokens: 8,
      prompt_tokens_details: { cached_tokens: 0 },
    }
    expect(batch.result()).toEqual({
      ...{ id: 'msg_1', object: 'chat.completion', created: 1_700_001_000, model: 'claude-x', usage },
      choices: [{ index: 0, message: { role: 'assistant', content: 'Grüße' }, finish_reason: 'stop' }],
    })
    expect(batch.usage()).toEqual(usage)
    expect(batch.raw).toBeUndefined()
  })

  it('joins the texts, and keeps reasoning apart', () => {
    const content = [
      { type: 'thinking', thinking: 'hm' },
      { type: 'text', text: 'a' },
      { type: 'text', text: 'b' },
    ]
    expect(read({ content }).result().choices[0]?.message.content).toBe('ab')
    expect(read({ content: [] }).result().choices[0]?.message.content).toBe('')
  })

  it.each(['', 'null', '{}', '{"type":"error"}', '{"id":"x"'])('does not believe %j', (body) => {
    expect(() => wholeAnswer(Buffer.from(body), chatCall())).toThrow(
      expect.objectContaining({ kind: 'server', code: 'upstream_invalid_response' }),
    )
  })

  it.each([
    ['overloaded_error', 'unavailable'],
    ['rate_limit_error', 'rate-limit'],
    ['api_error', 'server'],
  ])('tells of an %s that came as an answer', (type, kind) => {
    const body = Buffer.from(JSON.stringify({ type: 'error', error: { type, message: 'm' } }))
    expect(() => wholeAnswer(body, chatCall())).toThrow(expect.objectContaining({ kind, message: 'm' }))
  })

  it('keeps what OpenAI has no place for', () => {
    const citation = { type: 'web_search_result_location', url: 'http://x/', title: null }
    const use = { type: 'server_tool_use', id: 's', name: 'web_search', input: { query: 'q' } }
    const content = [use, { type: 'text', text: 'a' }, { type: 'text', text: 'bc', citations: [citation, citation] }]
    const given = { content, stop_reason: 'stop_sequence', stop_sequence: 'x', stop_details: null }
    const at = { start_index: 1, end_index: 3 }
    expect(read(given).result().choices[0]?.message).toEqual({
      ...{ role: 'assistant', content: 'abc' },
      annotations: [{ type: 'url_citation', url_citation: { url: 'http://x/', title: '', ...at } }],
      provider_specific_fields: {
        content_blocks: [use],
        citations: [
          { ...citation, ...at },
          { ...citation, ...at },
        ],
        ...{ stop_reason: 'stop_sequence', stop_sequence: 'x' },
      },
    })
  })

  it('counts what was written to a cache, thought and searched', () => {
    const usage = {
      ...{ input_tokens: 1, output_tokens: 9, cache_creation_input_tokens: 5, cache_read_input_tokens: 3 },
      cache_creation: { ephemeral_5m_input_tokens: 1, ephemeral_1h_input_tokens: 4 },
      output_tokens_details: { thinking_tokens: 7 },
      server_tool_use: { web_search_requests: 2 },
    }
    expect(read({ usage }).usage()).toEqual({
      ...{ prompt_tokens: 9, completion_tokens: 9, total_tokens: 18 },
      prompt_tokens_details: {
        ...{ cached_tokens: 3, cache_creation_tokens: 5 },
        cache_creation_token_details: { ephemeral_5m_input_tokens: 1, ephemeral_1h_input_tokens: 4 },
      },
      completion_tokens_details: { reasoning_tokens: 7 },
      server_tool_use: { web_search_requests: 2 },
    })
  })
})
