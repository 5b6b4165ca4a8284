import { describe, expect, it } from 'vitest'
import type { Body } from './rewrite.ts'
import { plainToolCalls } from './tool-call-fields.ts'

const plain = (message: Body): Body => plainToolCalls(message, 0, [message])
const call = { id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }

describe('plainToolCalls', () => {
  it.each([
    { ...call, provider_specific_fields: { thought_signature: 's' } },
    { ...call, extra_content: { google: { thought_signature: 's' } } },
    { ...call, function: { ...call.function, provider_specific_fields: {} } },
    { ...call, id: 'a__thought__c2ln' },
  ])('have nothing but OpenAI’s members: %j', (signed) => {
    expect(plain({ role: 'assistant', tool_calls: [call, signed] })).toEqual({
      role: 'assistant',
      tool_calls: [call, call],
    })
  })

  it('are answered by the id alone', () => {
    expect(plain({ role: 'tool', tool_call_id: 'a__thought__c2ln' })).toEqual({ role: 'tool', tool_call_id: 'a' })
  })

  it.each([{ tool_calls: [call, null, 'odd'] }, { tool_calls: 'odd' }, { tool_call_id: 5 }, {}])(
    'leave %j',
    (message) => {
      expect(plain(message)).toBe(message)
    },
  )
})
