import { describe, expect, it } from 'vitest'
import { rewritingMessages } from '../../test-support/rewriting.test.ts'
import { foreignFields, onlyFields } from './foreign-fields.ts'

const call = { id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }
const said = { role: 'assistant', content: 'hi', refusal: null, tool_calls: [call] }
const reasoned = {
  reasoning_content: 'r',
  reasoning: 'r',
  reasoning_details: [{ data: 'x' }],
  thinking_blocks: [{ signature: 's' }],
  provider_specific_fields: { thought_signature: 's' },
}

describe('foreignFields', () => {
  it('takes out what was said of reasoning', () => {
    expect(rewritingMessages(foreignFields(), { ...said, ...reasoned })).toEqual([said])
  })

  it('keeps what is the vendor’s own', () => {
    expect(rewritingMessages(foreignFields('reasoning_details'), { ...said, ...reasoned })).toEqual([
      { ...said, reasoning_details: reasoned.reasoning_details },
    ])
  })

  it('takes signatures from tool calls', () => {
    const extras = { provider_specific_fields: { thought_signature: 's' }, extra_content: { google: {} } }
    const signed = { ...call, ...extras, function: { ...call.function, ...extras } }
    expect(rewritingMessages(foreignFields(), { ...said, tool_calls: [call, signed] })).toEqual([
      { ...said, tool_calls: [call, call] },
    ])
  })

  it('takes signatures from the ids of tool calls', () => {
    const signed = { ...call, id: 'a__thought__c2ln' }
    const answer = { role: 'tool', tool_call_id: 'a__thought__c2ln', content: '' }
    expect(rewritingMessages(foreignFields(), { ...said, tool_calls: [signed] }, answer)).toEqual([
      said,
      { ...answer, tool_call_id: 'a' },
    ])
  })

  it('leaves the rest', () => {
    const messages = [{ role: 'user', content: 'hi', reasoning: 'mine' }, said, { role: 'tool', tool_call_id: 'a' }]
    expect(rewritingMessages(foreignFields(), ...messages)).toEqual(messages)
  })
})

describe('onlyFields', () => {
  const strict = onlyFields({ all: ['role', 'content'], assistant: ['tool_calls'], tool: ['tool_call_id'] })

  it('leaves no other field in a message', () => {
    const extra = { name: 'n', cache_control: {} }
    const messages = [
      { role: 'user', content: 'hi', ...extra },
      { ...said, ...reasoned, ...extra },
      { role: 'tool', content: '', tool_call_id: 'a', ...extra },
    ]
    expect(rewritingMessages(strict, ...messages)).toEqual([
      { role: 'user', content: 'hi' },
      { role: 'assistant', content: 'hi', tool_calls: [call] },
      { role: 'tool', content: '', tool_call_id: 'a' },
    ])
  })

  it('leaves no other field in a tool call', () => {
    const signed = { ...call, id: 'a__thought__c2ln', extra_content: {} }
    expect(rewritingMessages(strict, { role: 'assistant', content: null, tool_calls: [signed] })).toEqual([
      { role: 'assistant', content: null, tool_calls: [call] },
    ])
  })
})
