import { makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { unsupportedByBedrock } from './capabilities.ts'

const claude = 'us.anthropic.claude-haiku-4-5-20251001-v1:0'
const llama = 'meta.llama3-1-70b-instruct-v1:0'
const unknown = 'arn:aws:bedrock:us-east-1:1:application-inference-profile/ab12'
const effort = { reasoning_effort: 'low' }
const schema = { response_format: { type: 'json_schema', json_schema: {} } }
const oneCall = { parallel_tool_calls: false }

const lacking = (model: string, request: object, operation: 'chat' | 'embedding' = 'chat') =>
  unsupportedByBedrock(operation, { ...request }, makeDeployment({ model }))

describe('unsupportedByBedrock', () => {
  it('names what Converse has no words for', () => {
    expect(lacking(claude, { n: 2, seed: 1, temperature: 0, tools: [{}] })).toEqual(['n', 'seed'])
    expect(lacking(claude, {})).toEqual([])
  })

  it('names what the model lacks', () => {
    expect(lacking(claude, { ...effort, ...schema, ...oneCall })).toEqual([])
    expect(lacking(llama, { ...effort, ...schema, ...oneCall, seed: 1 })).toEqual([
      ...['seed', 'reasoning_effort', 'response_format', 'parallel_tool_calls'],
    ])
    expect(lacking(unknown, { ...effort, ...schema })).toEqual([])
  })

  it('does not ask of embeddings what is asked of chat', () => {
    expect(lacking('amazon.titan-embed-text-v2:0', { ...effort, input: 'a' }, 'embedding')).toEqual([])
    expect(lacking('amazon.titan-embed-text-v2:0', { input: [1] }, 'embedding')).toEqual(['input'])
  })
})
