import { describe, expect, it } from 'vitest'
import { rewriting, rewritingMessages } from '../../test-support/rewriting.test.ts'
import { messages } from './messages.ts'

const upper = messages('roles in capitals', (message) => ({ ...message, role: String(message['role']).toUpperCase() }))
const quiet = messages('nothing', (message) => message)

describe('messages', () => {
  it('rewrites each message', () => {
    expect(rewritingMessages(upper, { role: 'user' }, { role: 'tool' })).toEqual([{ role: 'USER' }, { role: 'TOOL' }])
  })

  it('leaves everything where nothing has to change, or nothing is a message', () => {
    for (const body of [{ messages: [{ role: 'user' }] }, { messages: 'no list' }, {}])
      expect(rewriting(quiet, body)).toBe(body)
    expect(rewriting(upper, { messages: ['text', null] })).toEqual({ messages: ['text', null] })
  })
})
