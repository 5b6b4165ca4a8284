import { makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { unsupportedBy } from './capabilities.ts'
import { capabilityTable } from './capability-table.ts'

const unsupported = unsupportedBy([{ lacks: ['seed', 'images'] }, { models: /^old-/, lacks: ['tools', 'seed'] }])
const request = { seed: 1, tools: [{}], messages: [{ role: 'user', content: [{ type: 'image_url' }] }] }
const asked = (deployment: Parameters<typeof makeDeployment>[0], body: object = request) =>
  unsupported('chat', { ...body }, makeDeployment(deployment))

describe('unsupportedBy', () => {
  it('names what a request asks of what is lacking', () => {
    expect(asked({ model: 'new-1' })).toEqual(['seed', 'messages[0].content[0]'])
    expect(asked({ model: 'old-1' })).toEqual(['seed', 'messages[0].content[0]', 'tools'])
    expect(asked({ model: 'old-1' }, { temperature: 0.5 })).toEqual([])
  })

  it('knows a model by its base_model, and at the provider’s own address by its name', () => {
    expect(asked({ model: 'vendor/old-1' })).toContain('tools')
    expect(asked({ model: 'old-1', apiBase: 'https://my.example' })).not.toContain('tools')
    expect(asked({ model: 'prod', info: { base_model: 'azure/old-1' } })).toContain('tools')
    expect(asked({ model: 'prod', apiBase: 'https://my.example', info: { base_model: 'old-1' } })).toContain('tools')
    expect(asked({ model: 'old-1', info: { base_model: 'new-1' } })).not.toContain('tools')
  })
})

const json = { response_format: { type: 'json_schema' } }

/** What is known of models that many use, and of their neighbours that differ. */
const known: readonly (readonly [provider: string, model: string, request: object, unsupported: readonly string[]])[] =
  [
    ['openai', 'gpt-4', json, ['response_format']],
    ['openai', 'gpt-4o', json, []],
    ['openai', 'gpt-4.1-mini', { temperature: 0 }, []],
    ['openai', 'gpt-4o', { reasoning_effort: 'low' }, ['reasoning_effort']],
    ['openai', 'gpt-5.2', { temperature: 0, reasoning_effort: 'low' }, []],
    ['openai', 'gpt-5-mini', { temperature: 0, stop: 'x' }, ['temperature', 'stop']],
    ['openai', 'gpt-5-chat-latest', { temperature: 0 }, []],
    ['openai', 'o3-mini-2025-01-31', { temperature: 1, top_p: 0.5 }, ['top_p']],
    ['openai', 'o1', { stop: ['x'], parallel_tool_calls: false }, ['parallel_tool_calls']],
    ['groq', 'llama-3.3-70b', { n: 2, logprobs: false }, ['n']],
    ['deepseek', 'deepseek-chat', json, ['response_format']],
    ['xai', 'grok-4', { reasoning_effort: 'high', stop: 'x' }, ['stop', 'reasoning_effort']],
    ['xai', 'grok-4-fast', { reasoning_effort: 'high' }, []],
    ['perplexity', 'sonar', { tools: [{}], tool_choice: 'auto' }, ['tools']],
    ['anthropic', 'claude-sonnet-4', { temperature: 0.5, top_p: 0.5, stop: 'x', user: 'u', metadata: {} }, []],
  ]

it.each(known)('of %s/%s asking %j says %j', (provider, model, body, expected) => {
  const check = unsupportedBy(capabilityTable[provider] ?? [])
  expect(check('chat', { messages: [], ...body }, makeDeployment({ provider, model }))).toEqual(expected)
})

it('allocates nothing for a model that lacks nothing', () => {
  const check = unsupportedBy(capabilityTable['openai'] ?? [])
  const deployment = makeDeployment({ provider: 'openai', model: 'gpt-4o', apiBase: 'https://my.example' })
  expect(check('chat', request, deployment)).toBe(check('chat', request, deployment))
})
