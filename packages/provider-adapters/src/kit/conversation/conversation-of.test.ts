import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conversationOf } from './index.ts'

const read = (messages: readonly object[], origin = 'anthropic') => conversationOf(messages, origin)
const user = (content: unknown, rest: object = {}) => ({ role: 'user', content, ...rest })
const text = (text: string, rest: object = {}) => ({ type: 'text', text, ...rest })
const call = (id: string, args = '{}', rest: object = {}) => ({
  ...{ id, type: 'function', function: { name: `tool ${id}`, arguments: args }, ...rest },
})
const calls = (...tool_calls: object[]) => ({ role: 'assistant', content: null, tool_calls })
const result = (tool_call_id: string, content: unknown = 'ok', rest: object = {}) => ({
  ...{ role: 'tool', tool_call_id, content, ...rest },
})

describe('conversationOf', () => {
  it('takes system and developer messages out, and merges neighbours of one role', () => {
    const messages = [
      { role: 'system', content: 'a' },
      user('b'),
      { role: 'developer', content: [text('c')] },
      user('d'),
    ]
    expect(read(messages)).toEqual({
      system: [
        { kind: 'text', text: 'a', at: 'messages[0].content[0]' },
        { kind: 'text', text: 'c', at: 'messages[2].content[0]' },
      ],
      turns: [
        {
          role: 'user',
          parts: [
            { kind: 'text', text: 'b', at: 'messages[1].content[0]' },
            { kind: 'text', text: 'd', at: 'messages[3].content[0]' },
          ],
        },
      ],
    })
  })

  it('puts the results of a turn together, in the order of their calls and before what else is said, with the names of their tools', () => {
    const { turns } = read([calls(call('1'), call('2')), result('2'), user('and'), result('1', '', { is_error: true })])
    expect(turns[1]?.parts).toMatchObject([
      { kind: 'tool-result', id: '1', name: 'tool 1', parts: [], isError: true },
      { kind: 'tool-result', id: '2', name: 'tool 2', parts: [{ text: 'ok' }], isError: false },
      { kind: 'text', text: 'and' },
    ])
  })

  it('leaves results of calls with the same id where they are', () => {
    const { turns } = read([
      calls(call('1'), call('2'), call('1')),
      result('1', 'a'),
      result('2', 'b'),
      result('1', 'c'),
    ])
    expect(turns[1]?.parts).toMatchObject(['a', 'b', 'c'].map((text) => ({ parts: [{ text }] })))
  })

  it('reads arguments, none as none', () => {
    const { turns } = read([calls(call('1', '{"a":[1]}'), call('2', ''), call('3', 'null'))])
    expect(turns[0]?.parts).toMatchObject([{ input: { a: [1] } }, { input: {} }, { input: {} }])
  })

  it('understands the legacy function call', () => {
    const legacy = { role: 'assistant', content: null, function_call: { name: 'f', arguments: '{"a":1}' } }
    const { turns } = read([user('x'), legacy, { role: 'function', name: 'f', content: '2' }])
    const id = 'call_messages_1_function_call'
    expect(turns.slice(1).map(({ parts }) => parts[0])).toMatchObject([
      { kind: 'tool-use', id, name: 'f', input: { a: 1 } },
      { kind: 'tool-result', id, name: 'f' },
    ])
  })

  it('gives calls without an id one, and finds them by the name of the tool, in order', () => {
    const unnamed = { type: 'function', function: { name: 'f', arguments: '' } }
    const answer = { role: 'tool', name: 'f', content: '' }
    const { turns } = read([calls(unnamed, unnamed), answer, answer])
    const ids = turns.map(({ parts }) => parts.map((part) => 'id' in part && part.id))
    expect(ids[0]).toEqual(['call_messages_0_tool_calls_0', 'call_messages_0_tool_calls_1'])
    expect(ids[1]).toEqual(ids[0])
  })

  it('takes the latest call of an id that is used again', () => {
    const again = { ...call('1'), function: { name: 'other', arguments: '' } }
    const { turns } = read([calls(call('1')), result('1'), calls(again), result('1')])
    expect(turns.flatMap(({ parts }) => [...parts]).map((part) => 'name' in part && part.name)).toEqual([
      ...['tool 1', 'tool 1', 'other', 'other'],
    ])
  })

  it('leaves out what is empty, and then merges', () => {
    const { turns } = read([user('a'), { role: 'assistant', content: '' }, user([text(''), text('b')])])
    expect(turns).toHaveLength(1)
    expect(turns[0]?.parts).toMatchObject([{ text: 'a' }, { text: 'b' }])
  })

  it('takes a refusal for a text', () => {
    const part = { role: 'assistant', content: [{ type: 'refusal', refusal: 'no' }] }
    expect(read([part, { role: 'assistant', content: null, refusal: 'never' }]).turns[0]?.parts).toMatchObject([
      { kind: 'text', text: 'no' },
      { kind: 'text', text: 'never' },
    ])
  })

  it('keeps cache breakpoints, that of a message on its last part', () => {
    const cache_control = { type: 'ephemeral' }
    const content = [text('a', { cache_control: { type: 'ephemeral', ttl: '1h' } }), text('b'), text('c')]
    const { system, turns } = read([
      { role: 'system', content: 's', cache_control },
      user(content, { cache_control }),
      calls(call('1', '', { cache_control })),
      result('1', 'r', { cache_control }),
    ])
    const parts = [...system, ...turns.flatMap((turn) => [...turn.parts])]
    expect(parts.map((part) => part.cacheControl)).toEqual([
      ...[cache_control, { type: 'ephemeral', ttl: '1h' }, undefined, cache_control, cache_control, cache_control],
    ])
  })

  it.each<readonly [param: string, message: unknown]>([
    ['messages[0].role', { role: 'robot', content: '' }],
    ['messages[0].content', user(7)],
    ['messages[0].content[0].type', user([{ type: 'video' }])],
    ['messages[0].content[1].text', user([text(''), { type: 'text' }])],
    ['messages[0].content[0].image_url.url', user([{ type: 'image_url', image_url: { url: 'nowhere' } }])],
    ['messages[0].content[0].image_url.url', user([{ type: 'image_url', image_url: 'data:broken' }])],
    ['messages[0].content[0].file', user([{ type: 'file', file: {} }])],
    ['messages[0].tool_calls[0].function.arguments', calls(call('1', '{"a":'))],
    ['messages[0].tool_calls[0].function.arguments', calls(call('1', '[1]'))],
    ['messages[0].tool_call_id', result('unknown')],
    ['messages[0].name', { role: 'function', name: 'unknown', content: '' }],
    ['messages[0]', null],
  ])('refuses to guess at %s', (param, message) => {
    expect(() => conversationOf([message], 'x')).toThrow(expect.objectContaining({ kind: 'bad-request', param }))
  })

  it('refuses messages that are none', () => {
    expect(() => conversationOf('hi', 'x')).toThrow(expect.objectContaining({ kind: 'bad-request', param: 'messages' }))
  })

  it('alternates, whatever comes', () => {
    const any = fc.constantFrom(user('a'), user(''), { role: 'assistant', content: 'b' }, calls(call('1')), {
      ...{ role: 'system', content: 'c' },
    })
    fc.assert(
      fc.property(fc.array(any), (messages) => {
        const { turns } = read(messages)
        for (const [i, { role, parts }] of turns.entries()) {
          expect(role).not.toBe(turns[i - 1]?.role)
          expect(parts).not.toEqual([])
        }
      }),
    )
  })
})

describe('reasoning that comes back', () => {
  const thinking = (origin?: string, signature: string | null = 's') => ({
    ...{ type: 'thinking', thinking: 'hm', signature, ...(origin ? { origin } : {}) },
  })
  const said = (message: object, origin: string) =>
    read([{ role: 'assistant', content: 'a', ...message }], origin).turns[0]?.parts.slice(0, -1)

  it('has its signature for whom it is of, and is text for others', () => {
    const message = { reasoning_content: 'hm', thinking_blocks: [thinking('gemini')] }
    expect(said(message, 'gemini')).toMatchObject([{ kind: 'reasoning', text: 'hm', signature: 's' }])
    expect(said(message, 'anthropic')).toEqual([{ kind: 'reasoning', text: 'hm', at: 'messages[0]' }])
  })

  it("is Anthropic's where nobody is named", () => {
    const redacted = { type: 'redacted_thinking', data: 'x' }
    const message = { thinking_blocks: [thinking(), redacted] }
    expect(said(message, 'anthropic')).toMatchObject([{ signature: 's' }, { redacted: 'x', text: '' }])
    expect(said(message, 'gemini')).toEqual([{ kind: 'reasoning', text: 'hm', at: 'messages[0]' }])
    expect(said({ thinking_blocks: [redacted] }, 'gemini')).toEqual([])
  })

  it('is text without a signature, also as a part of the content', () => {
    expect(said({ thinking_blocks: [thinking('anthropic', null)] }, 'anthropic')).toEqual([
      { kind: 'reasoning', text: 'hm', at: 'messages[0]' },
    ])
    const content = [thinking(), { type: 'text', text: 'a' }]
    expect(said({ content }, 'anthropic')).toMatchObject([{ text: 'hm', signature: 's' }])
  })
})

describe("a tool call's signature", () => {
  const fields = (thought_signature_origin?: string) => ({
    provider_specific_fields: {
      thought_signature: 's+/=',
      ...(thought_signature_origin && { thought_signature_origin }),
    },
  })
  const used = (rest: object, origin: string, id = '1') => {
    const { turns } = read([calls(call(id, '', rest)), result(id)], origin)
    const [use, answer] = turns.map(({ parts }) => parts[0])
    expect(answer).toMatchObject({ id: '1' })
    return use
  }

  it('is for whom it is of, Gemini where nobody is named', () => {
    expect(used(fields(), 'gemini')).toMatchObject({ id: '1', signature: 's+/=' })
    expect(used(fields('bedrock'), 'bedrock')).toMatchObject({ signature: 's+/=' })
    expect(used(fields('bedrock'), 'gemini')).not.toHaveProperty('signature')
    expect(used(fields(), 'anthropic')).not.toHaveProperty('signature')
  })

  it('may come in the id, which others get without it', () => {
    expect(used({}, 'gemini', '1__thought__s+/=')).toMatchObject({ id: '1', signature: 's+/=' })
    expect(used({}, 'anthropic', '1__thought__s+/=')).toMatchObject({ id: '1' })
    expect(used({}, 'anthropic', '1__thought__s+/=')).not.toHaveProperty('signature')
  })
})
