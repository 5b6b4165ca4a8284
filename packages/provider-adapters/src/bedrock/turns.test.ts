import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conversationOf } from '../kit/conversation/index.ts'
import { traitsOf } from './model-traits.ts'
import { converseTurns } from './turns.ts'

const claude = 'us.anthropic.claude-haiku-4-5-20251001-v1:0'
const nova = 'us.amazon.nova-2-lite-v1:0'
const llama = 'meta.llama3-1-70b-instruct-v1:0'

function turnsOf(messages: readonly object[], model = claude) {
  const traits = traitsOf(model)
  return converseTurns(conversationOf(messages, traits.origin), traits)
}
const user = (...content: object[]) => turnsOf([{ role: 'user', content }]).messages[0]?.content
const png = 'data:image/png;base64,AAAA'
const ephemeral = { cache_control: { type: 'ephemeral' } }
const point = { cachePoint: { type: 'default' } }

describe('converseTurns', () => {
  it('keeps system apart, and drops what is blank', () => {
    const messages = [
      { role: 'system', content: 'Be kind.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: ' \n' },
          { type: 'text', text: 'Hi' },
        ],
      },
      { role: 'assistant', content: '\n\n' },
    ]
    expect(turnsOf(messages)).toEqual({
      system: [{ text: 'Be kind.' }],
      messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
    })
  })

  it('puts all results of a turn in one message, before what else is said', () => {
    const call = (id: string, args: string) => ({ id, type: 'function', function: { name: 'f', arguments: args } })
    const messages = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'ok', tool_calls: [call('a', ''), call('b', '{"x":1}')] },
      { role: 'tool', tool_call_id: 'a', content: '1' },
      {
        role: 'tool',
        tool_call_id: 'b',
        content: [
          { type: 'text', text: '2' },
          { type: 'image_url', image_url: { url: png } },
        ],
        is_error: true,
      },
      { role: 'user', content: 'And?' },
    ]
    const image = { image: { format: 'png', source: { bytes: 'AAAA' } } }
    expect(turnsOf(messages).messages.slice(1)).toEqual([
      {
        role: 'assistant',
        content: [
          { text: 'ok' },
          { toolUse: { toolUseId: 'a', name: 'f', input: {} } },
          { toolUse: { toolUseId: 'b', name: 'f', input: { x: 1 } } },
        ],
      },
      {
        role: 'user',
        content: [
          { toolResult: { toolUseId: 'a', content: [{ text: '1' }] } },
          { toolResult: { toolUseId: 'b', content: [{ text: '2' }, image], status: 'error' } },
          { text: 'And?' },
        ],
      },
    ])
  })

  it('lets results find their calls, whatever ids there are', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.array(fc.oneof(fc.constantFrom('p', 'p.2'), fc.string({ minLength: 1 })), { minLength: 1, maxLength: 3 }),
          {
            minLength: 1,
            maxLength: 3,
          },
        ),
        (rounds) => {
          const messages = rounds.flatMap((ids, round) => [
            { role: 'user', content: 'Hi' },
            {
              role: 'assistant',
              tool_calls: ids.map((id, i) => ({ id, function: { name: `f${round}_${i}`, arguments: `{"i":${i}}` } })),
            },
            ...ids.map((id) => ({ role: 'tool', tool_call_id: id, content: 'r' })),
          ])
          const blocks: { toolUse?: { toolUseId: string }; toolResult?: { toolUseId: string } }[] = turnsOf(
            messages,
          ).messages.flatMap(({ content }) => content)
          const called = blocks.flatMap(({ toolUse }) => (toolUse ? [toolUse.toolUseId] : []))
          const answered = blocks.flatMap(({ toolResult }) => (toolResult ? [toolResult.toolUseId] : []))
          expect(answered).toEqual(called)
          expect(new Set(called).size).toBe(called.length)
          for (const id of called) expect(id).toMatch(/^[a-zA-Z0-9_-]{1,64}$/)
        },
      ),
    )
  })

  it('puts cache points behind what they close, for models that have a cache', () => {
    const messages = [
      { role: 'system', content: [{ type: 'text', text: 's', ...ephemeral }] },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'a', cache_control: { type: 'ephemeral', ttl: '1h' } },
          { type: 'text', text: 'b' },
        ],
      },
    ]
    expect(turnsOf(messages)).toEqual({
      system: [{ text: 's' }, point],
      messages: [
        { role: 'user', content: [{ text: 'a' }, { cachePoint: { type: 'default', ttl: '1h' } }, { text: 'b' }] },
      ],
    })
    expect(turnsOf(messages, nova).system).toEqual([{ text: 's' }, point])
    expect(turnsOf(messages, llama).system).toEqual([{ text: 's' }])
  })

  it('closes a tool result with a cache point, wherever in it the breakpoint stands', () => {
    const call = { role: 'assistant', tool_calls: [{ id: 't', function: { name: 'f', arguments: '' } }] }
    const result = { toolResult: { toolUseId: 't', content: [{ text: 'a' }] } }
    for (const content of [[{ type: 'text', text: 'a', ...ephemeral }], 'a'])
      expect(turnsOf([call, { role: 'tool', tool_call_id: 't', content, ...ephemeral }]).messages[1]?.content).toEqual([
        result,
        point,
      ])
  })

  it('lets no answer that is begun for Claude end in white space', () => {
    const messages = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'I say: ' },
    ]
    expect(turnsOf(messages).messages[1]?.content).toEqual([{ text: 'I say:' }])
    expect(turnsOf(messages, nova).messages[1]?.content).toEqual([{ text: 'I say: ' }])
    expect(turnsOf([...messages, { role: 'user', content: 'a ' }]).messages[1]?.content).toEqual([{ text: 'I say: ' }])
  })

  it('makes one turn of two that nothing is between', () => {
    const messages = [
      { role: 'user', content: 'a' },
      { role: 'assistant', content: '', reasoning_content: 'hm' },
      { role: 'user', content: 'b' },
    ]
    expect(turnsOf(messages).messages).toEqual([{ role: 'user', content: [{ text: 'a' }, { text: 'b' }] }])
  })

  it('gives Claude its own reasoning back, and nobody else’s', () => {
    const thinking_blocks = [
      { type: 'thinking', thinking: 'hm', signature: 'sig', origin: 'anthropic' },
      { type: 'redacted_thinking', data: 'EtkE', origin: 'anthropic' },
    ]
    const answer = (more: object) => [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'a', ...more },
    ]
    const content = (messages: readonly object[], model?: string) => turnsOf(messages, model).messages[1]?.content
    expect(content(answer({ thinking_blocks }))).toEqual([
      { reasoningContent: { reasoningText: { text: 'hm', signature: 'sig' } } },
      { reasoningContent: { redactedContent: Buffer.from('EtkE').toString('base64') } },
      { text: 'a' },
    ])
    expect(content(answer({ thinking_blocks }), nova)).toEqual([{ text: 'a' }])
    const gemini = [{ type: 'thinking', thinking: 'hm', signature: 'sig', origin: 'gemini' }]
    expect(content(answer({ thinking_blocks: gemini, reasoning_content: 'hm' }))).toEqual([{ text: 'a' }])
  })
})

describe('media', () => {
  const file = (file: object) => ({ type: 'file', file })
  const data = (type: string) => `data:${type};base64,AAAA`

  it.each<readonly [part: object, block: object]>([
    [
      { type: 'image_url', image_url: { url: data('image/jpeg') } },
      { image: { format: 'jpeg', source: { bytes: 'AAAA' } } },
    ],
    [
      { type: 'image_url', image_url: { url: 's3://b/k.webp' } },
      { image: { format: 'webp', source: { s3Location: { uri: 's3://b/k.webp' } } } },
    ],
    [
      { type: 'image_url', image_url: { url: data('video/mp4') } },
      { video: { format: 'mp4', source: { bytes: 'AAAA' } } },
    ],
    [
      { type: 'input_audio', input_audio: { data: 'AAAA', format: 'mp3' } },
      { audio: { format: 'mp3', source: { bytes: 'AAAA' } } },
    ],
    [
      file({ file_data: data('application/pdf'), filename: 'a_b (1).pdf' }),
      { document: { format: 'pdf', name: 'a b (1)', source: { bytes: 'AAAA' } } },
    ],
    [
      file({ file_data: data('text/csv') }),
      { document: { format: 'csv', name: 'document', source: { bytes: 'AAAA' } } },
    ],
    [
      file({ file_id: 's3://b/k.docx' }),
      { document: { format: 'docx', name: 'document', source: { s3Location: { uri: 's3://b/k.docx' } } } },
    ],
    [file({ file_data: data('image/gif') }), { image: { format: 'gif', source: { bytes: 'AAAA' } } }],
  ])('makes a block of %j', (part, block) => {
    expect(user(part)).toEqual([block])
  })

  it('names no two documents alike', () => {
    const part = file({ file_data: data('application/pdf'), filename: '…report….pdf' })
    expect(user(part, part, part)).toMatchObject([
      { document: { name: 'report' } },
      { document: { name: 'report 2' } },
      { document: { name: 'report 3' } },
    ])
  })

  it.each<readonly [part: object, says: string]>([
    [{ type: 'image_url', image_url: { url: 'https://x/y.png' } }, 's3://'],
    [{ type: 'image_url', image_url: { url: 'https://x/y' } }, 'unknown type'],
    [{ type: 'image_url', image_url: { url: data('image/tiff') } }, 'image/tiff'],
    [file({ file_id: 'file-1', filename: 'a.pdf' }), 's3://'],
  ])('refuses %j', (part, says) => {
    expect(() => user(part)).toThrow(
      expect.objectContaining({ param: 'messages[0].content[0]', message: expect.stringContaining(says) }),
    )
  })

  it('refuses audio in a tool result', () => {
    const audio = { type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } }
    const call = { role: 'assistant', tool_calls: [{ id: 't', function: { name: 'f', arguments: '' } }] }
    expect(() => turnsOf([call, { role: 'tool', tool_call_id: 't', content: [audio] }])).toThrow(
      expect.objectContaining({ param: 'messages[1].content[0]' }),
    )
  })
})
