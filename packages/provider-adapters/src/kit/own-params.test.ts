import { describe, expect, it } from 'vitest'
import { chatBody as anthropicBody } from '../anthropic/request.ts'
import { chatBody as bedrockBody } from '../bedrock/request.ts'
import { chatBody as cohereBody } from '../cohere/request.ts'
import { chatBody as geminiBody } from '../gemini/request.ts'
import { developerApi } from '../gemini/surface.ts'
import { chatBody as ollamaBody } from '../ollama/request.ts'
import { chatCall } from '../test-support/provider-call.test.ts'
import { ownParams } from './own-params.ts'

const own = { foo: { bar: 1 }, zero: 0, nothing: null, extra_body: { further: true } }
const common = { user: 'u', metadata: {}, store: true, verbosity: 'low', top_k: 4, temperature: 1, max_tokens: 5 }
const callTo = (model: string) => chatCall({ ...own, ...common }, { deployment: { model } })

const bodies: readonly (readonly [string, () => Record<string, unknown>])[] = [
  ['Anthropic', () => JSON.parse(anthropicBody(callTo('claude-sonnet-4-5')))],
  ['Gemini', () => JSON.parse(geminiBody(callTo('gemini-2.5-pro'), developerApi))],
  ['Cohere', () => JSON.parse(cohereBody(callTo('command-a')))],
  ['Ollama', () => JSON.parse(ollamaBody(callTo('llama')))],
  ['Bedrock', () => JSON.parse(bedrockBody(callTo('amazon.nova-lite-v1:0'))).additionalModelRequestFields],
]

describe('ownParams', () => {
  it.each(bodies)('reach %s as they are, and those of OpenAI and LiteLLM only by their translation', (_, body) => {
    expect(body()).toMatchObject({ foo: { bar: 1 }, zero: 0, further: true })
    for (const name of ['nothing', 'store', 'verbosity', 'extra_body', 'user']) expect(body()).not.toHaveProperty(name)
  })

  it('are not those that stand elsewhere', () => {
    expect(ownParams({ model: 'm', messages: [], ...own, ...common }, new Set(['foo']))).toEqual({
      zero: 0,
      further: true,
    })
  })
})
