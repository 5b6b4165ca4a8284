import type { JsonObject } from '@turnout/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assemble } from '../test-support/assemble.test.ts'
import { chatCall, eventStream, exchangeOf, hear } from '../test-support/provider-call.test.ts'
import { wholeAnswer } from './answer.ts'
import { anthropic } from './anthropic.ts'
import { chatBody } from './request.ts'

const name = fc.oneof({ weight: 20, arbitrary: fc.string() }, fc.constant('__proto__'))
const input = fc.dictionary(name, fc.jsonValue()).map((value) => JSON.parse(JSON.stringify(value)) as JsonObject)
const id = fc.stringMatching(/^toolu_[a-zA-Z0-9]{1,8}$/)
const words = fc.string({ minLength: 1 }).filter((text) => text.trim() !== '')

/** What Claude may answer, in the order that it does. */
const answer = fc
  .record({
    thought: fc.option(fc.record({ thinking: fc.string(), signature: fc.stringMatching(/^[a-zA-Z0-9+/]{1,20}$/) })),
    hidden: fc.option(fc.stringMatching(/^[a-zA-Z0-9]{1,9}$/)),
    text: fc.option(words),
    calls: fc.uniqueArray(fc.record({ id, name: fc.stringMatching(/^[a-z_]{1,9}$/), input }), {
      minLength: 1,
      maxLength: 3,
      selector: (call) => call.id,
    }),
  })
  .map(({ thought, hidden, text, calls }): readonly JsonObject[] => [
    ...(thought ? [{ type: 'thinking', ...thought }] : []),
    ...(hidden ? [{ type: 'redacted_thinking', data: hidden }] : []),
    ...(text ? [{ type: 'text', text }] : []),
    ...calls.map((call) => ({ type: 'tool_use', ...call })),
  ])

/** The next request, after an answer. */
function replay(message: unknown, content: readonly JsonObject[]): readonly JsonObject[] {
  const results = content.flatMap(({ type, id: callId }) =>
    type === 'tool_use' ? [{ role: 'tool', tool_call_id: callId, content: `for ${callId}` }] : [],
  )
  const body = chatBody(chatCall({ messages: [{ role: 'user', content: 'Hi' }, message, ...results] }))
  return JSON.parse(body).messages
}

const expected = (content: readonly JsonObject[]) => [
  { role: 'user', content: 'Hi' },
  { role: 'assistant', content },
  {
    role: 'user',
    content: content.flatMap(({ type, id: callId }) =>
      type === 'tool_use' ? [{ type: 'tool_result', tool_use_id: callId, content: `for ${callId}` }] : [],
    ),
  },
]

const head = { id: 'm', model: 'c', usage: { input_tokens: 1, output_tokens: 1 } }

/** The answer as a stream. */
const streamed = (content: readonly JsonObject[]): string =>
  [
    { type: 'message_start', message: head },
    ...content.flatMap((block, index) => {
      const { text, thinking, signature, input: args, ...bare } = block
      const deltas = [
        ...(typeof text === 'string' ? [...text].map((piece) => ({ type: 'text_delta', text: piece })) : []),
        ...(typeof thinking === 'string' ? [{ type: 'thinking_delta', thinking }] : []),
        ...(signature ? [{ type: 'signature_delta', signature }] : []),
        ...(args && Object.keys(args).length > 0
          ? [...JSON.stringify(args)].map((partial_json) => ({ type: 'input_json_delta', partial_json }))
          : []),
      ]
      return [
        { type: 'content_block_start', index, content_block: { ...bare, ...(args ? { input: {} } : {}) } },
        ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
        { type: 'content_block_stop', index },
      ]
    }),
    { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 1 } },
    { type: 'message_stop' },
  ]
    .map((event) => `data: ${JSON.stringify(event)}\n\n`)
    .join('')

describe('an answer of Claude', () => {
  it('goes back to Claude as it came', () => {
    fc.assert(
      fc.property(answer, (content) => {
        const body = Buffer.from(JSON.stringify({ ...head, content, stop_reason: 'tool_use' }))
        const message = wholeAnswer(body, chatCall()).result().choices[0]?.message
        expect(replay(message, content)).toEqual(expected(content))
      }),
    )
  })

  it('goes back to Claude as it came in pieces', async () => {
    await fc.assert(
      fc.asyncProperty(answer, async (content) => {
        const { exchange } = exchangeOf(anthropic(), chatCall({}, { stream: true }), eventStream(streamed(content)))
        const { chunks } = await hear((await exchange).batches)
        const { message } = assemble(chunks as Parameters<typeof assemble>[0]).choices[0] ?? expect.fail('no choice')
        expect(replay(message, content)).toEqual(expected(content))
      }),
    )
  })
})
