import { describe, expect, it } from 'vitest'
import { conversationOf } from '../kit/conversation/index.ts'
import { traitsOf } from './model-traits.ts'
import { resumable, thinkingOf } from './thinking.ts'

const models = {
  early: 'anthropic.claude-3-5-sonnet-20240620-v1:0',
  budget: 'us.anthropic.claude-sonnet-4-20250514-v1:0',
  adaptive: 'eu.anthropic.claude-opus-4-6-v1',
  nova: 'us.amazon.nova-2-lite-v1:0',
  gptOss: 'openai.gpt-oss-20b-1:0',
  llama: 'meta.llama3-1-70b-instruct-v1:0',
  unknown: 'arn:aws:bedrock:us-east-1:1:application-inference-profile/ab12',
}
type Model = keyof typeof models

const said = (model: Model, asked: object, maxTokens?: number) =>
  thinkingOf({ model: 'm', messages: [], ...asked }, traitsOf(models[model]), maxTokens)
const enabled = (budget_tokens: number) => ({ thinking: { type: 'enabled', budget_tokens } })
const nova = (maxReasoningEffort: string) => ({ reasoningConfig: { type: 'enabled', maxReasoningEffort } })

describe('thinkingOf', () => {
  it.each(Object.keys(models) as Model[])('says nothing to %s where nothing, or none, is asked', (model) => {
    for (const asked of [{}, { reasoning_effort: 'none' }, { thinking: { type: 'disabled' } }])
      expect(said(model, asked)).toEqual({ fields: {} })
  })

  it.each<readonly [model: Model, asked: object, fields: object]>([
    ['budget', { reasoning_effort: 'minimal' }, enabled(1024)],
    ['budget', { reasoning_effort: 'medium' }, enabled(2048)],
    ['budget', { reasoning_effort: 'high' }, enabled(4096)],
    ['budget', enabled(10_000), enabled(10_000)],
    ['adaptive', enabled(10_000), enabled(10_000)],
    ['adaptive', { reasoning_effort: 'high' }, { thinking: { type: 'adaptive' } }],
    ['unknown', enabled(2000), enabled(2000)],
    ['unknown', { thinking: { type: 'adaptive' } }, { thinking: { type: 'adaptive' } }],
    ['nova', { reasoning_effort: 'low' }, nova('low')],
    ['nova', enabled(6000), nova('medium')],
    ['nova', { reasoning_effort: 'max' }, nova('high')],
    ['gptOss', { reasoning_effort: 'minimal' }, { reasoning_effort: 'low' }],
    ['gptOss', { reasoning_effort: 'high' }, { reasoning_effort: 'high' }],
    ['gptOss', enabled(1024), { reasoning_effort: 'low' }],
    ['gptOss', { thinking: { type: 'enabled' } }, { reasoning_effort: 'medium' }],
  ])('asks %s for %j', (model, asked, fields) => {
    expect(said(model, asked).fields).toEqual(fields)
  })

  it('tells the effort of those that think as they like', () => {
    expect(said('adaptive', { reasoning_effort: 'high' }).effort).toBe('high')
    expect(said('adaptive', { reasoning_effort: 'minimal' }).effort).toBe('low')
    expect(said('adaptive', { thinking: { type: 'adaptive' } })).not.toHaveProperty('effort')
  })

  it('stays within what the answer may have, where that leaves enough', () => {
    expect(said('budget', { reasoning_effort: 'high' }, 2000).fields).toEqual(enabled(1999))
    expect(said('budget', { reasoning_effort: 'high' }, 500).fields).toEqual(enabled(1024))
    expect(said('budget', enabled(3000), 2000).fields).toEqual(enabled(3000))
  })

  it.each<readonly [model: Model, asked: object, param: string]>([
    ['early', { reasoning_effort: 'low' }, 'reasoning_effort'],
    ['llama', { reasoning_effort: 'low' }, 'reasoning_effort'],
    ['llama', enabled(2000), 'thinking'],
    ['budget', { thinking: { type: 'adaptive' } }, 'thinking'],
    ['unknown', { reasoning_effort: 'low' }, 'reasoning_effort'],
  ])('refuses to ask %s for %j', (model, asked, param) => {
    expect(() => said(model, asked)).toThrow(expect.objectContaining({ code: 'unsupported_parameter', param }))
  })
})

describe('resumable', () => {
  const call = { id: 't', type: 'function', function: { name: 'f', arguments: '' } }
  const thought = { type: 'thinking', thinking: 'hm', signature: 's', origin: 'anthropic' }
  const turnsWith = (more: object) =>
    conversationOf(
      [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', tool_calls: [call], ...more },
        { role: 'tool', tool_call_id: 't', content: '1' },
      ],
      'anthropic',
    ).turns

  it('does not think on where another provider called the tools', () => {
    const budgeted = said('budget', { reasoning_effort: 'low' })
    expect(resumable(budgeted, turnsWith({}))).toEqual({ fields: {} })
    expect(resumable(budgeted, turnsWith({ thinking_blocks: [thought] }))).toBe(budgeted)
    expect(resumable(budgeted, turnsWith({}).slice(0, 1))).toBe(budgeted)
    for (const model of ['adaptive', 'nova', 'gptOss'] as const) {
      const asked = said(model, { reasoning_effort: 'low' })
      expect(resumable(asked, turnsWith({}))).toBe(asked)
    }
  })
})
