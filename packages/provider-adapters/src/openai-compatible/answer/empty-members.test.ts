import { describe, expect, it } from 'vitest'
import { mendingChoice } from '../../test-support/mending.test.ts'
import { emptyMembers } from './empty-members.ts'

const empty = {
  ...{ refusal: '', function_call: { name: '', arguments: '' } },
  audio: { data: '', expires_at: 0, id: '', transcript: '' },
}
const call = { id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }

describe('emptyMembers', () => {
  it.each([
    [{ content: 'hi', tool_calls: null }, 'stop'],
    [{ content: '', tool_calls: [call] }, 'tool_calls'],
  ])('leaves of %j what is there, and ends with %s', (message, finish_reason) => {
    expect(mendingChoice(emptyMembers, { message: { ...message, ...empty }, finish_reason: '' })).toEqual({
      ...{ message, finish_reason },
    })
  })

  it('leaves of a tool call what is there', () => {
    const calls = [{ ...call, custom: { name: '', input: '' } }]
    expect(mendingChoice(emptyMembers, { message: { tool_calls: calls }, finish_reason: '' })).toEqual({
      ...{ message: { tool_calls: [call] }, finish_reason: 'tool_calls' },
    })
  })

  it('leaves what is filled', () => {
    const choice = {
      message: { content: null, refusal: 'no', function_call: { name: 'f', arguments: '' }, audio: { id: 'a' } },
      finish_reason: 'length',
    }
    expect(mendingChoice(emptyMembers, choice)).toBe(choice)
  })
})
