import type { ProviderAdapter } from '@turnout/core'
import { expect, it } from 'vitest'
import { gemini } from '../gemini/gemini.ts'
import { openai } from '../openai/openai.ts'
import { chatCall, eventStream, exchangeOf, hear } from '../test-support/provider-call.test.ts'

const data = 'A'.repeat(3 * 1024 * 1024)
const picture = { inlineData: { mimeType: 'image/png', data } }
const image = { type: 'image_url', image_url: { url: `data:image/png;base64,${data}` }, index: 0 }

it.each<readonly [name: string, adapter: ProviderAdapter, event: object]>([
  ['Gemini', gemini(), { candidates: [{ content: { parts: [picture] }, finishReason: 'STOP' }] }],
  ["OpenAI's format", openai(), { choices: [{ index: 0, delta: { images: [image] }, finish_reason: null }] }],
])('an image of 3 MB is one event, and content, in %s', async (_name, adapter, event) => {
  const pieces = `data: ${JSON.stringify(event)}\n\n`.match(/.{1,65536}\n*/gs) ?? []
  const { exchange } = exchangeOf(adapter, chatCall({}, { stream: true }), eventStream(...pieces))
  const { chunks, facts } = await hear((await exchange).batches)
  expect(facts[0]).toMatchObject({ content: true })
  expect(chunks.flatMap(({ choices }) => choices)).toContainEqual({
    ...{ index: 0, delta: { images: [image] }, finish_reason: null },
  })
})
