import type { Deployment, ProviderAdapter } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { anthropic } from './anthropic/index.ts'
import { bedrock } from './bedrock/index.ts'
import { cohere } from './cohere/index.ts'
import { gemini } from './gemini/index.ts'
import { ollama } from './ollama/index.ts'
import { openai } from './openai/index.ts'
import { bearerDeployment } from './test-support/bedrock-recordings.test.ts'
import { event } from './test-support/event-stream.test.ts'
import { chatCall, eventStream, exchangeOf, hear, json, wholeOf } from './test-support/provider-call.test.ts'

/** Members that a careless copy loses, or takes for something else. */
const input = '{"__proto__":1,"in":[{"__proto__":{"a":2}}],"constructor":3}'
const text = JSON.stringify(input)

interface Wire {
  readonly adapter: ProviderAdapter
  readonly deployment?: Partial<Deployment>
  readonly whole: string
  readonly stream: Parameters<typeof exchangeOf>[2]
}

const events = (...written: readonly string[]) => eventStream(...written.map((data) => `data: ${data}\n\n`))

const geminiAnswer = `{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":${input}}}]},"finishReason":"STOP"}]}`
const ollamaAnswer = `{"message":{"tool_calls":[{"function":{"name":"f","arguments":${input}}}]},"done":true}`
const openaiCall = `{"index":0,"id":"t","type":"function","function":{"name":"f","arguments":${text}}}`

const wires: Readonly<Record<string, Wire>> = {
  openai: {
    adapter: openai(),
    whole: `{"choices":[{"index":0,"message":{"tool_calls":[${openaiCall}]},"finish_reason":"tool_calls"}]}`,
    stream: events(
      `{"choices":[{"index":0,"delta":{"tool_calls":[${openaiCall}]},"finish_reason":"tool_calls"}]}`,
      '[DONE]',
    ),
  },
  anthropic: {
    adapter: anthropic(),
    whole: `{"id":"i","model":"m","content":[{"type":"tool_use","id":"t","name":"f","input":${input}}],"usage":{}}`,
    stream: events(
      `{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t","name":"f","input":${input}}}`,
      '{"type":"message_stop"}',
    ),
  },
  bedrock: {
    adapter: bedrock(),
    deployment: bearerDeployment,
    whole: `{"output":{"message":{"content":[{"toolUse":{"toolUseId":"t","name":"f","input":${input}}}]}},"stopReason":"tool_use","usage":{}}`,
    stream: {
      headers: { 'content-type': 'application/vnd.amazon.eventstream' },
      pieces: [
        event('contentBlockStart', { start: { toolUse: { toolUseId: 't', name: 'f' } } }),
        event('contentBlockDelta', { delta: { toolUse: { input } } }),
        event('messageStop', { stopReason: 'tool_use' }),
      ],
    },
  },
  gemini: { adapter: gemini(), whole: geminiAnswer, stream: events(geminiAnswer) },
  cohere: {
    adapter: cohere(),
    whole: `{"id":"i","finish_reason":"TOOL_CALL","message":{"tool_calls":[{"id":"t","function":{"name":"f","arguments":${text}}}]}}`,
    stream: events(
      `{"type":"tool-call-start","index":0,"delta":{"message":{"tool_calls":{"id":"t","function":{"name":"f","arguments":${text}}}}}}`,
      '{"type":"tool-call-end","index":0}',
      '{"type":"message-end","delta":{"finish_reason":"TOOL_CALL"}}',
    ),
  },
  ollama: {
    adapter: ollama(),
    whole: ollamaAnswer,
    stream: { headers: { 'content-type': 'application/x-ndjson' }, pieces: [`${ollamaAnswer}\n`] },
  },
}

describe.each(Object.entries(wires))('tool inputs by %s', (_name, { adapter, deployment = {}, whole, stream }) => {
  const ask = (more: object, streamed = false) => chatCall(more, { deployment, stream: streamed })

  it('come whole out of a plain answer', async () => {
    const { exchange } = exchangeOf(adapter, ask({}), json(whole))
    const [call] = (await wholeOf((await exchange).batches)).result().choices[0]?.message.tool_calls ?? []
    expect(call?.function?.arguments).toBe(input)
  })

  it('come whole out of a stream', async () => {
    const { exchange } = exchangeOf(adapter, ask({}, true), stream)
    const { chunks } = await hear((await exchange).batches)
    const said = JSON.stringify(chunks).matchAll(/"arguments":("(?:[^"\\]|\\.)*")/g)
    expect([...said].map(([, piece = '']) => JSON.parse(piece)).join('')).toBe(input)
  })

  it('go back whole', async () => {
    const messages = [
      { role: 'user', content: 'Hi' },
      {
        role: 'assistant',
        tool_calls: [{ id: 't', type: 'function', function: { name: 'f', arguments: input } }],
      },
      { role: 'tool', tool_call_id: 't', content: '1' },
    ]
    const { transport, exchange } = exchangeOf(adapter, ask({ messages }), json(whole))
    await exchange
    const body = String(transport.seen[0]?.body)
    expect(body.includes(input) || body.includes(text)).toBe(true)
  })
})
