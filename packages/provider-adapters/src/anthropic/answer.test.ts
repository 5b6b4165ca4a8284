import { describe, expect, it } from 'vitest'
import { chatCall } from '../test-support/provider-call.test.ts'
import { wholeMessage } from './answer.ts'

const message = {
  ...{ id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-x', stop_reason: 'end_turn' },
  content: [{ type: 'text', text: 'Grüße' }],
  usage: { input_tokens: 3, output_tokens: 5 },
}
const read = (given: object) => wholeMessage(Buffer.from(JSON.stringify({ ...message, ...given })), chatCall())

describe('wholeMessage', () => {
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

  it('joins the texts, and leaves other blocks out', () => {
    const content = [
      { type: 'thinking', thinking: 'hm' },
      { type: 'text', text: 'a' },
      { type: 'text', text: 'b' },
    ]
    expect(read({ content }).result().choices[0]?.message.content).toBe('ab')
    expect(read({ content: [] }).result().choices[0]?.message.content).toBe('')
  })

  it.each(['', 'null', '{}', '{"type":"error","error":{"type":"api_error"}}', '{"id":"x"'])(
    'does not believe %j',
    (body) => {
      expect(() => wholeMessage(Buffer.from(body), chatCall())).toThrow(
        expect.objectContaining({ kind: 'server', code: 'upstream_invalid_response' }),
      )
    },
  )
})
