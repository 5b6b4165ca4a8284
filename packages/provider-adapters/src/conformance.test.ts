import { type Deployment, Secret } from '@turnout/core'
import { makeDeployment } from '@turnout/testing'
import { type AdapterHarness, describeProviderAdapter } from '@turnout/testing/conformance'
import { anthropic } from './anthropic/index.ts'
import { azure } from './azure/index.ts'
import { bedrock } from './bedrock/index.ts'
import { cohere } from './cohere/index.ts'
import { gemini } from './gemini/index.ts'
import { ollama } from './ollama/index.ts'
import { openai } from './openai/index.ts'
import { openaiCompatible } from './openai-compatible/index.ts'
import { event } from './test-support/event-stream.test.ts'
import { vertexAi } from './vertex/index.ts'

const text = 'Grüße aus Köln 🎉'
const apiKey = new Secret('sk-top-secret')
const request = { model: 'group', messages: [{ role: 'user', content: 'Hi' }] }
const data = (...events: readonly object[]) => events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')
const words = text.split(/(?<= )/)

/** OpenAI's wire format. */
const openaiWire = {
  plain: {
    text,
    body: JSON.stringify({
      ...{ id: 'c', object: 'chat.completion', created: 1, model: 'm' },
      choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
    }),
  },
  stream: {
    text,
    body: `${data(
      { choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }] },
      ...words.map((content) => ({ choices: [{ index: 0, delta: { content }, finish_reason: null }] })),
      { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
      { choices: [], usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 } },
    )}data: [DONE]\n\n`,
  },
}

const anthropicWire = {
  plain: {
    text,
    body: JSON.stringify({
      ...{ id: 'msg_1', type: 'message', role: 'assistant', model: 'm', stop_reason: 'end_turn' },
      content: [{ type: 'text', text }],
      usage: { input_tokens: 1, output_tokens: 2 },
    }),
  },
  stream: {
    text,
    body: data(
      { type: 'message_start', message: { id: 'msg_1', model: 'm', usage: { input_tokens: 1, output_tokens: 1 } } },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      ...words.map((word) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: word } })),
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 2 } },
      { type: 'message_stop' },
    ),
  },
}

const cohereWire = {
  plain: {
    text,
    body: JSON.stringify({
      ...{ id: 'c', finish_reason: 'COMPLETE', message: { role: 'assistant', content: [{ type: 'text', text }] } },
      usage: { tokens: { input_tokens: 1, output_tokens: 2 } },
    }),
  },
  stream: {
    text,
    body: data(
      { type: 'message-start', id: 'c', delta: { message: { role: 'assistant', content: [], tool_calls: [] } } },
      { type: 'content-start', index: 0, delta: { message: { content: { type: 'text', text: '' } } } },
      ...words.map((word) => ({ type: 'content-delta', index: 0, delta: { message: { content: { text: word } } } })),
      { type: 'content-end', index: 0 },
      { type: 'message-end', delta: { finish_reason: 'COMPLETE', usage: { tokens: { input_tokens: 1 } } } },
    ),
  },
}

const ollamaLine = (content: string, end: object = { done: false }) =>
  `${JSON.stringify({ model: 'm', message: { role: 'assistant', content }, ...end })}\n`
const ollamaEnd = { done: true, done_reason: 'stop', prompt_eval_count: 1, eval_count: 2 }
const ollamaWire = {
  plain: { text, body: ollamaLine(text, ollamaEnd) },
  stream: {
    text,
    type: 'application/x-ndjson',
    body: words.map((word) => ollamaLine(word)).join('') + ollamaLine('', ollamaEnd),
  },
}

const said = (words: readonly string[], finishReason?: string) => ({
  candidates: [{ content: { role: 'model', parts: words.map((word) => ({ text: word })) }, index: 0, finishReason }],
  ...{ modelVersion: 'm', responseId: 'r' },
  ...(finishReason ? { usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 2, totalTokenCount: 3 } } : {}),
})

const geminiWire = {
  plain: { text, body: JSON.stringify(said(words, 'STOP')) },
  stream: { text, body: data(...words.map((word) => said([word])), said([], 'STOP')) },
}

const deployment = (given: Partial<Deployment> = {}) => makeDeployment({ model: 'm', apiKey, ...given })
const adapters: Readonly<Record<string, () => Pick<AdapterHarness, 'adapter' | 'deployment'>>> = {
  openai: () => ({ adapter: openai(), deployment: deployment() }),
  'azure, classic': () => ({
    adapter: azure(),
    deployment: deployment({ apiBase: 'https://res.openai.azure.com', apiVersion: '2024-02-01' }),
  }),
  'azure, v1': () => ({
    adapter: azure(),
    deployment: deployment({ apiBase: 'https://res.openai.azure.com', apiVersion: 'v1' }),
  }),
  'a plain vendor': () => ({
    adapter: openaiCompatible({ name: 'acme' }),
    deployment: deployment({ apiBase: 'http://acme/v1' }),
  }),
}

for (const [name, make] of Object.entries(adapters))
  describeProviderAdapter(name, () => ({ ...make(), ...openaiWire, request }))

describeProviderAdapter('anthropic', () => ({
  ...{ adapter: anthropic(), deployment: deployment(), ...anthropicWire, request },
}))

describeProviderAdapter('cohere', () => ({
  ...{ adapter: cohere(), deployment: deployment(), ...cohereWire, request },
}))

describeProviderAdapter('ollama', () => ({
  ...{ adapter: ollama(), deployment: deployment(), ...ollamaWire, request },
}))

describeProviderAdapter('gemini', () => ({
  ...{ adapter: gemini(), deployment: deployment(), ...geminiWire, request },
}))

describeProviderAdapter('vertex_ai', () => ({
  ...{ adapter: vertexAi(), deployment: deployment(), ...geminiWire, request },
}))

const converseWire = {
  plain: {
    text,
    body: JSON.stringify({
      output: { message: { role: 'assistant', content: [{ text }] } },
      ...{ stopReason: 'end_turn', usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 } },
    }),
  },
  stream: {
    text,
    type: 'application/vnd.amazon.eventstream',
    body: Buffer.concat([
      event('messageStart', { role: 'assistant' }),
      ...words.map((word) => event('contentBlockDelta', { contentBlockIndex: 0, delta: { text: word } })),
      event('contentBlockStop', { contentBlockIndex: 0 }),
      event('messageStop', { stopReason: 'end_turn' }),
      event('metadata', { usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 } }),
    ]),
  },
}

describeProviderAdapter('bedrock', () => ({
  ...{ adapter: bedrock(), deployment: deployment(), ...converseWire, request },
}))
