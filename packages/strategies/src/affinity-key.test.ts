import type { ChoiceContext } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { affinityKey } from './affinity-key.ts'

type Request = ChoiceContext['request']
const session = (given: object) => affinityKey({ model: 'm', messages: [], ...given }, 'session')
const prefix = (given: object) => affinityKey({ model: 'm', messages: [], ...given }, 'prefix')
const says = (role: string, content: unknown) => ({ role, content })

describe('by session', () => {
  it('goes by the session, else by the user', () => {
    expect(session({ metadata: { session_id: 's' }, user: 'a' })).toBe(session({ metadata: { session_id: 's' } }))
    expect(session({ user: 'a' })).not.toBe(session({ user: 'b' }))
    expect(session({ user: 's' })).not.toBe(session({ metadata: { session_id: 's' } }))
    expect(session({ metadata: { session_id: 7 } })).toBe(session({ metadata: { session_id: '7' } }))
  })

  it.each([{}, { metadata: null }, { metadata: { session_id: {} } }, { user: '' }, { metadata: 'odd' }])(
    'has none in %j',
    (given) => {
      expect(session(given)).toBeUndefined()
    },
  )
})

describe('by prefix', () => {
  const system = says('system', 'You are a pirate.')

  it('goes by the system prompt and the first user message, not by what follows', () => {
    const messages = [system, says('user', 'Hello')]
    const longer = [...messages, says('assistant', 'Arr'), says('user', 'And now?')]
    expect(prefix({ messages: longer })).toBe(prefix({ messages }))
    expect(prefix({ messages: [system, says('user', 'Bye')] })).not.toBe(prefix({ messages }))
    expect(prefix({ messages: messages.slice(1) })).not.toBe(prefix({ messages }))
  })

  it('takes text parts for text, and passes over others', () => {
    const parts = [
      { type: 'text', text: 'Hello' },
      { type: 'image_url', image_url: { url: 'x' } },
    ]
    expect(prefix({ messages: [says('user', parts)] })).toBe(prefix({ messages: [says('user', 'Hello')] }))
  })

  it('is a text prompt’s own', () => {
    expect(prefix({ prompt: 'Once' })).not.toBe(prefix({ prompt: 'Twice' }))
  })

  it('looks at both ends of a long text, and at its length', () => {
    const long = (first: string, last: string, size: number) => prefix({ prompt: first + '-'.repeat(size) + last })
    const keys = [long('a', 'a', 9e5), long('b', 'a', 9e5), long('a', 'b', 9e5), long('a', 'a', 9e5 + 1)]
    expect(new Set(keys).size).toBe(4)
  })

  it.each<Request>([
    { model: 'm', messages: [] },
    { model: 'm', input: ['text'] },
    { model: 'm', prompt: [1, 2] },
    { model: 'm', prompt: '' },
    { model: 'm', messages: [{ role: 'user', content: null }] },
  ])('has none in %j', (request) => {
    expect(affinityKey(request, 'prefix')).toBeUndefined()
  })
})
