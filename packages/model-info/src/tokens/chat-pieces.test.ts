import { describe, expect, it } from 'vitest'
import { chatPieces } from './chat-pieces.ts'
import { promptInput } from './prompt-piece.ts'

const chat = (...messages: readonly unknown[]) => promptInput(chatPieces({ messages }))

describe('a chat', () => {
  it('is its texts, and OpenAI’s frames: 3, and 3 a message, and 1 a name', () => {
    const input = chat({ role: 'system', content: 'Be brief.' }, { role: 'user', name: 'ann', content: 'Hi' })
    expect(input.texts).toEqual(['system', 'Be brief.', 'user', 'Hi', 'ann'])
    expect(input.cost).toEqual({ tokens: 10, most: 26, sure: true })
    expect(input.bytes).toBe(24)
  })

  it('may have parts', () => {
    const image_url = { url: `data:image/png;base64,${'A'.repeat(100_000)}` }
    const parts = [
      { type: 'text', text: 'What is it?' },
      { type: 'image_url', image_url },
    ]
    const input = chat({ role: 'user', content: parts })
    expect(input.texts).toEqual(['user', 'What is it?'])
    expect(input.cost).toEqual({ tokens: 6 + 765, most: 16 + 1445, sure: false })
  })

  it('says at the most what nobody can count', () => {
    const { cost } = chat({ role: 'user', content: [{ type: 'input_audio', input_audio: { data: 'A'.repeat(1000) } }] })
    expect(cost.tokens).toBe(6)
    expect(cost.most).toBeGreaterThan(1000)
    expect(cost.sure).toBe(false)
  })

  it('may call tools', () => {
    const tool_calls = [{ id: 'c1', type: 'function', function: { name: 'weather', arguments: '{"city":"Rome"}' } }]
    const input = chat(
      { role: 'assistant', content: null, tool_calls },
      { role: 'tool', tool_call_id: 'c1', content: '9' },
    )
    expect(input.texts).toEqual(['assistant', 'weather', '{"city":"Rome"}', 'tool', '9', 'c1'])
    expect(input.cost.sure).toBe(false)
    const function_call = { name: 'f', arguments: '{}' }
    expect(chat({ role: 'assistant', function_call }).texts).toEqual(['assistant', 'f', '{}'])
  })

  it('may bring tools and a schema', () => {
    const tools = [{ type: 'function', function: { name: 'weather' } }]
    const input = promptInput(chatPieces({ messages: [], tools, response_format: { json_schema: { name: 'x' } } }))
    expect(input.texts).toEqual([JSON.stringify(tools), '{"name":"x"}'])
    expect(promptInput(chatPieces({ messages: [], tools: [] })).cost.sure).toBe(true)
  })
})

describe('what is no chat', () => {
  const deep = () => {
    let value: unknown = 'x'
    for (let i = 0; i < 50_000; i++) value = [value]
    return [value]
  }

  it.each([
    { messages: 'hello' },
    { messages: [null, 1, 'x', [], { content: 5 }, { role: 7, content: [null, 'text', 3, { type: 'image_url' }] }] },
    { messages: [{ role: 'assistant', tool_calls: [null, { function: null }, 4], function_call: 'x' }], tools: 'x' },
    { messages: [], tools: deep() },
    { messages: [], response_format: null },
  ])('throws nothing (%#)', (request) => {
    expect(promptInput(chatPieces(request)).cost.tokens).toBeGreaterThanOrEqual(3)
  })
})
