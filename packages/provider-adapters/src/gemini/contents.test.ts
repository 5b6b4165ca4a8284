import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conversationOf } from '../kit/conversation/index.ts'
import { contentsOf } from './contents.ts'
import { traitsOf } from './model-traits.ts'
import { developerApi, origin, type Surface, vertexAi } from './surface.ts'

const contents = (messages: unknown, model = 'gemini-3-flash-preview', surface: Surface = developerApi) => {
  const { turns } = conversationOf(messages, origin)
  return contentsOf(turns, { surface, traits: traitsOf({ model, info: {} }) })
}
const call = (id: string, name: string, args: unknown = {}, more: object = {}) => ({
  ...{ id, type: 'function', function: { name, arguments: JSON.stringify(args) } },
  ...more,
})
const assistant = (tool_calls: readonly object[], more: object = {}) => ({
  ...{ role: 'assistant', content: null, tool_calls },
  ...more,
})
const result = (tool_call_id: string, content: unknown, more: object = {}) => ({
  ...{ role: 'tool', tool_call_id, content },
  ...more,
})
const question = { role: 'user', content: 'Q' }

const signature = (value: string, from = 'gemini') => ({
  provider_specific_fields: { thought_signature: value, thought_signature_origin: from },
})
const standIn = 'skip_thought_signature_validator'

describe('calls and results', () => {
  const messages = [
    question,
    assistant([call('a', 'f', { x: 1 }, signature('s1')), call('b', 'g')]),
    result('b', 'two'),
    result('a', '{"y":2}'),
  ]

  it('go back with their ids, their signature and the names of the tools', () => {
    expect(contents(messages).slice(1)).toEqual([
      {
        role: 'model',
        parts: [
          { functionCall: { id: 'a', name: 'f', args: { x: 1 } }, thoughtSignature: 's1' },
          { functionCall: { id: 'b', name: 'g', args: {} } },
        ],
      },
      {
        role: 'user',
        parts: [
          { functionResponse: { id: 'a', name: 'f', response: { y: 2 } } },
          { functionResponse: { id: 'b', name: 'g', response: { result: 'two' } } },
        ],
      },
    ])
  })

  it('have no ids on Vertex AI, which refuses them, and are matched by their order', () => {
    const swapped = [question, assistant([call('a', 'f'), call('b', 'f')]), result('b', 'two'), result('a', 'one')]
    expect(contents(swapped, undefined, vertexAi).at(-1)?.parts).toMatchObject([
      { functionResponse: { response: { result: 'one' } } },
      { functionResponse: { response: { result: 'two' } } },
    ])
    expect(JSON.stringify(contents(messages, undefined, vertexAi))).not.toContain('"id"')
  })

  it.each([
    ['another vendor', call('a', 'f', {}, signature('s', 'anthropic')), 'gemini-3-flash-preview', standIn],
    ['nobody', call('a', 'f'), 'gemini-3.1-pro-preview', standIn],
    ['nobody, for a model that asks for none', call('a', 'f'), 'gemini-2.5-flash', undefined],
    ['itself, in the id', call('a__thought__s2', 'f'), 'gemini-3-flash-preview', 's2'],
  ])('signed by %s', (_who, made, model, thoughtSignature) => {
    const [, model1] = contents(
      [question, assistant([made, call('b', 'g')]), result('a', 'x'), result('b', 'x')],
      model,
    )
    expect(model1?.parts.map((part) => part.thoughtSignature)).toEqual([thoughtSignature, undefined])
  })

  it('keep figures that would not survive parsing', () => {
    const [, , { parts } = { parts: [] }] = contents([
      question,
      assistant([call('a', 'f')]),
      result('a', '{"id":12345678901234567890}'),
    ])
    expect(parts[0]).toMatchObject({ functionResponse: { response: { result: '{"id":12345678901234567890}' } } })
  })

  it.each([
    ['[1,2]', {}, { result: '[1,2]' }],
    ['', {}, { result: '' }],
    ['it broke', { is_error: true }, { error: 'it broke' }],
  ])('are objects, whatever the tool said: %j %j', (content, more, response) => {
    const [, , turn] = contents([question, assistant([call('a', 'f')]), result('a', content, more)])
    expect(turn?.parts).toMatchObject([{ functionResponse: { response } }])
  })

  it('hold images, or stand before them where the model takes none there', () => {
    const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } }
    const said = [
      question,
      assistant([call('a', 'f')]),
      result('a', [{ type: 'text', text: 'see' }, image]),
      { role: 'user', content: 'Well?' },
    ]
    const inlineData = { mimeType: 'image/png', data: 'AA==' }
    const response = { id: 'a', name: 'f', response: { result: 'see' } }
    expect(contents(said).at(-1)?.parts).toEqual([
      { functionResponse: { ...response, parts: [{ inlineData }] } },
      { text: 'Well?' },
    ])
    expect(contents(said, 'gemini-2.5-flash').at(-1)?.parts).toEqual([
      { functionResponse: response },
      { inlineData },
      { text: 'Well?' },
    ])
  })

  it('keep names, arguments and their order, whatever they are', () => {
    const args = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }))
    const made = fc.array(fc.record({ name: fc.string({ minLength: 1 }), args }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(made, (calls) => {
        const all = calls.map((one, i) => call(`c${i}`, one.name, one.args))
        const [, model, answers] = contents([
          question,
          assistant(all),
          ...calls.map((_, i) => result(`c${i}`, `r${i}`)),
        ])
        expect(JSON.parse(JSON.stringify(model?.parts))).toMatchObject(
          calls.map(({ name, args: given }, i) => ({
            functionCall: { id: `c${i}`, name, args: JSON.parse(JSON.stringify(given)) },
          })),
        )
        expect(answers?.parts).toEqual(
          calls.map(({ name }, i) => ({ functionResponse: { id: `c${i}`, name, response: { result: `r${i}` } } })),
        )
      }),
    )
  })
})

describe('reasoning', () => {
  const block = (origin: string) => ({ type: 'thinking', thinking: 'hm', signature: 's', origin })

  it('goes back as the signature of the text after it', () => {
    const messages = [question, { role: 'assistant', content: 'A', thinking_blocks: [block('gemini')] }]
    expect(contents(messages).at(-1)).toEqual({ role: 'model', parts: [{ text: 'A', thoughtSignature: 's' }] })
  })

  it.each([
    [{ thinking_blocks: [block('anthropic')] }],
    [{ reasoning_content: 'hm' }],
    [{ thinking_blocks: [{ type: 'redacted_thinking', data: 'x' }] }],
  ])('of others stays out: %j', (more) => {
    expect(contents([question, { role: 'assistant', content: 'A', ...more }]).at(-1)).toEqual({
      role: 'model',
      parts: [{ text: 'A' }],
    })
  })
})

describe('media', () => {
  const part = (content: object, model?: string, surface?: Surface) =>
    contents([{ role: 'user', content: [content] }], model, surface)[0]?.parts[0]
  const image = (url: string, more: object = {}) => ({ type: 'image_url', image_url: { url, ...more } })

  it.each([
    [image('data:image/jpg;base64,AA=='), { inlineData: { mimeType: 'image/jpeg', data: 'AA==' } }],
    [
      { type: 'input_audio', input_audio: { data: 'AA==', format: 'mp3' } },
      { inlineData: { mimeType: 'audio/mpeg', data: 'AA==' } },
    ],
    [
      { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,AA==' } },
      { inlineData: { mimeType: 'application/pdf', data: 'AA==' } },
    ],
    [image('https://x/a.png?b=c'), { fileData: { mimeType: 'image/png', fileUri: 'https://x/a.png?b=c' } }],
    [image('https://x/a'), { fileData: { fileUri: 'https://x/a' } }],
    [image('gs://b/a.webp'), { fileData: { mimeType: 'image/webp', fileUri: 'gs://b/a.webp' } }],
    [
      { type: 'file', file: { file_id: 'files/abc' } },
      { fileData: { fileUri: 'https://generativelanguage.googleapis.com/v1beta/files/abc' } },
    ],
  ])('%j', (content, expected) => {
    expect(part(content)).toEqual(expected)
  })

  it('of a stated type need no ending', () => {
    expect(part(image('https://x/a', { format: 'image/png' }), undefined, vertexAi)).toEqual({
      fileData: { mimeType: 'image/png', fileUri: 'https://x/a' },
    })
  })
})
