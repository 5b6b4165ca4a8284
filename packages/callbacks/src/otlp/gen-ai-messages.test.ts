import { describe, expect, it } from 'vitest'
import { inputMessages, outputMessages } from './gen-ai-messages.ts'

const text = (content: string) => ({ type: 'text', content })

describe('inputMessages', () => {
  it('has the parts that the conventions have words for', () => {
    const call = { id: 'c1', type: 'function', function: { name: 'weather', arguments: '{"in":"Paris"}' } }
    const picture = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }
    const elsewhere = { type: 'image_url', image_url: { url: 'https://x.example/a.png' } }
    const sound = { type: 'input_audio', input_audio: { data: 'BBBB', format: 'wav' } }
    const messages = [
      { role: 'system', content: 'Be short.' },
      { role: 'user', name: 'ann', content: [{ type: 'text', text: 'See' }, picture, elsewhere, sound] },
      { role: 'assistant', content: null, reasoning_content: 'hm', tool_calls: [call] },
      { role: 'tool', tool_call_id: 'c1', content: 'rainy' },
      { role: 'user', content: [{ type: 'file', file: { file_id: 'f' } }] },
    ]
    expect(inputMessages({ messages })).toEqual([
      { role: 'system', parts: [text('Be short.')] },
      {
        ...{ role: 'user', name: 'ann' },
        parts: [
          text('See'),
          { type: 'blob', modality: 'image', mime_type: 'image/png', content: 'AAAA' },
          { type: 'uri', modality: 'image', uri: 'https://x.example/a.png' },
          { type: 'blob', modality: 'audio', mime_type: 'audio/wav', content: 'BBBB' },
        ],
      },
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', content: 'hm' },
          { type: 'tool_call', id: 'c1', name: 'weather', arguments: '{"in":"Paris"}' },
        ],
      },
      { role: 'tool', parts: [{ type: 'tool_call_response', id: 'c1', response: 'rainy' }] },
      { role: 'user', parts: [{ type: 'file', file: { file_id: 'f' } }] },
    ])
  })

  it('has a prompt as what a user said, and of other operations nothing', () => {
    expect(inputMessages({ prompt: 'Once' })).toEqual([{ role: 'user', parts: [text('Once')] }])
    expect(inputMessages({ input: 'x' })).toBeUndefined()
  })
})

it('outputMessages has a message a choice, with its end', () => {
  const choices = [
    { index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' },
    { index: 1, message: { role: 'assistant', content: null }, finish_reason: 'tool_calls' },
    { index: 2, text: ' upon', finish_reason: null },
  ]
  expect(outputMessages({ choices })).toEqual([
    { role: 'assistant', parts: [text('Hi')], finish_reason: 'stop' },
    { role: 'assistant', parts: [], finish_reason: 'tool_call' },
    { role: 'assistant', parts: [text(' upon')], finish_reason: 'error' },
  ])
  expect(outputMessages({ data: [] })).toBeUndefined()
})
