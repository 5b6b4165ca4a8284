import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conversationOf } from '../kit/conversation/index.ts'
import { type Message, messagesOf } from './turns.ts'

const messages = (...given: readonly object[]): readonly Message[] =>
  messagesOf(conversationOf(given, 'anthropic').turns, 'anthropic')
const user = (...content: readonly object[]) => ({ role: 'user', content })
const base64 = (text: string) => Buffer.from(text).toString('base64')
const calls = (...entries: readonly (readonly [id: string, args: string])[]) => ({
  role: 'assistant',
  tool_calls: entries.map(([id, args]) => ({
    id,
    type: 'function',
    function: { name: `f_${args.length}`, arguments: args },
  })),
})
const result = (tool_call_id: string, content: unknown, more: object = {}) => ({
  role: 'tool',
  tool_call_id,
  content,
  ...more,
})
const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } }
const imageBlock = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AA==' } }
const refusal = (param: string) => expect.objectContaining({ code: 'unsupported_parameter', param })

describe('messagesOf', () => {
  it('puts results together, before what else the user says', () => {
    const [, , turn] = messages(
      { role: 'user', content: 'Hi' },
      calls(['a', '{"x":1}'], ['b', '']),
      result('b', 'two', { is_error: true }),
      { role: 'user', content: 'Go on' },
      result('a', [{ type: 'text', text: 'one' }, image]),
    )
    expect(turn).toEqual({
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'a', content: [{ type: 'text', text: 'one' }, imageBlock] },
        { type: 'tool_result', tool_use_id: 'b', content: 'two', is_error: true },
        { type: 'text', text: 'Go on' },
      ],
    })
  })

  it('takes an empty result for none', () => {
    expect(messages(calls(['a', '']), result('a', '')).at(-1)?.content).toEqual([
      { type: 'tool_result', tool_use_id: 'a' },
    ])
  })

  it('keeps cache breakpoints where they are', () => {
    const cache_control = { type: 'ephemeral' }
    const told = messages(
      user({ type: 'text', text: 'long', cache_control }),
      calls(['a', '']),
      result('a', 'x', { cache_control }),
    )
    expect(told).toMatchObject([
      { content: [{ text: 'long', cache_control }] },
      {},
      { content: [{ type: 'tool_result', cache_control }] },
    ])
  })

  it('leaves out texts of white space, and what is begun for the model does not end in it', () => {
    const told = messages(user({ type: 'text', text: ' \n' }, { type: 'text', text: 'Hi' }), {
      role: 'assistant',
      content: 'Dear \n',
    })
    expect(told).toEqual([
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Dear' },
    ])
  })

  it('gives back the thoughts of Claude alone', () => {
    const block = (origin?: string) => ({
      type: 'thinking',
      thinking: 'hm',
      signature: 's',
      ...(origin ? { origin } : {}),
    })
    const hidden = { type: 'redacted_thinking', data: 'r', origin: 'anthropic' }
    const told = (...thinking_blocks: object[]) =>
      messages({ role: 'assistant', content: 'x', thinking_blocks })[0]?.content
    expect(told(block('anthropic'), hidden)).toEqual([
      { type: 'thinking', thinking: 'hm', signature: 's' },
      { type: 'redacted_thinking', data: 'r' },
      { type: 'text', text: 'x' },
    ])
    expect(told(block('gemini'))).toBe('x')
    expect(messages({ role: 'assistant', content: 'x', reasoning_content: 'hm' })[0]?.content).toBe('x')
  })

  it.each<readonly [file: object, block: object]>([
    [
      { file_data: `data:application/pdf;base64,${base64('p')}`, filename: 'a.pdf' },
      { title: 'a.pdf', source: { type: 'base64', media_type: 'application/pdf', data: base64('p') } },
    ],
    [
      { file_data: base64('Grüße'), filename: 'a.md' },
      { title: 'a.md', source: { type: 'text', media_type: 'text/plain', data: 'Grüße' } },
    ],
    [{ file_id: 'https://x/a.pdf' }, { source: { type: 'url', url: 'https://x/a.pdf' } }],
    [{ file_id: 'file_1' }, { source: { type: 'file', file_id: 'file_1' } }],
  ])('reads a document from %j', (file, block) => {
    expect(messages(user({ type: 'file', file }))[0]?.content).toEqual([{ type: 'document', ...block }])
  })

  it('sees images, wherever they are', () => {
    const at = (url: string) => ({ type: 'image_url', image_url: { url } })
    const file = { type: 'file', file: { file_data: 'data:image/png;base64,AA==' } }
    expect(messages(user(image, at('https://x/a'), file))[0]?.content).toEqual([
      imageBlock,
      { type: 'image', source: { type: 'url', url: 'https://x/a' } },
      imageBlock,
    ])
  })

  it.each([
    ['an image of another type', { type: 'image_url', image_url: { url: 'data:image/tiff;base64,AA==' } }],
    ['a file of another type', { type: 'file', file: { file_data: 'AA==', filename: 'a.docx' } }],
    ['audio', { type: 'input_audio', input_audio: { data: 'AA==', format: 'wav' } }],
  ])('refuses %s', (_what, part) => {
    expect(() => messages(user(part))).toThrow(refusal('messages[0].content[0]'))
  })

  it('says that a text is none', () => {
    const file = { file_data: Buffer.of(0xff).toString('base64'), filename: 'a.txt' }
    expect(() => messages(user({ type: 'file', file }))).toThrow(
      expect.objectContaining({ param: 'messages[0].content[0]' }),
    )
  })

  it('keeps every call with its arguments and its result, whatever the ids', () => {
    const turn = fc.uniqueArray(fc.tuple(fc.string({ minLength: 1 }), fc.dictionary(fc.string(), fc.jsonValue())), {
      minLength: 1,
      maxLength: 4,
      selector: ([id]) => id,
    })
    fc.assert(
      fc.property(fc.array(turn, { minLength: 1, maxLength: 3 }), (turns) => {
        const given = turns.flatMap((entries, at) => [
          calls(...entries.map(([id, input]) => [id, JSON.stringify(input)] as const)),
          ...entries.map(([id]) => result(id, `${at} ${id}.`)).reverse(),
        ])
        const told = messages(...given)
        const used = blocksOf(told, 'tool_use')
        const results = blocksOf(told, 'tool_result')
        const all = turns.flat()
        expect(used.map(({ input }) => input)).toEqual(all.map(([, input]) => JSON.parse(JSON.stringify(input))))
        expect(new Set(used.map(({ id }) => id)).size).toBe(all.length)
        const byId = new Map(results.map(({ tool_use_id, content }) => [tool_use_id, content]))
        const expected = turns.flatMap((entries, at) => entries.map(([id]) => `${at} ${id}.`))
        expect(used.map(({ id }) => byId.get(id))).toEqual(expected)
      }),
    )
  })
})

const blocksOf = (told: readonly Message[], type: string) =>
  told.flatMap(({ content }) => (typeof content === 'string' ? [] : content.filter((block) => block['type'] === type)))
