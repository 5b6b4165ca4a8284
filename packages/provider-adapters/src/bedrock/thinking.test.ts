import { describe, expect, it } from 'vitest'
import type { Turn } from '../kit/conversation/index.ts'
import { traitsOf } from './model-traits.ts'
import { thinkingOf } from './thinking.ts'

const models = {
  early: 'anthropic.claude-3-5-sonnet-20240620-v1:0',
  budget: 'us.anthropic.claude-sonnet-4-20250514-v1:0',
  either: 'eu.anthropic.claude-opus-4-6-v1',
  adaptive: 'anthropic.claude-opus-4-7',
  newest: 'anthropic.claude-sonnet-5',
  always: 'anthropic.claude-fable-5',
  nova: 'us.amazon.nova-2-lite-v1:0',
  gptOss: 'openai.gpt-oss-20b-1:0',
  llama: 'meta.llama3-1-70b-instruct-v1:0',
  unknown: 'arn:aws:bedrock:us-east-1:1:application-inference-profile/ab12',
}
type Model = keyof typeof models

const said = (model: Model, asked: object, maxTokens?: number, forced = false) =>
  thinkingOf({ model: 'm', messages: [], ...asked }, traitsOf(models[model]), { turns: [], maxTokens, forced })
const enabled = (budget_tokens: number) => ({ thinking: { type: 'enabled', budget_tokens } })
const adaptive = { thinking: { type: 'adaptive', display: 'summarized' } }
const nova = (maxReasoningEffort: string) => ({ reasoningConfig: { type: 'enabled', maxReasoningEffort } })

describe('thinkingOf', () => {
  const thinkers: readonly Model[] = ['newest', 'always']
  const others = Object.keys(models).filter((name): name is Model => !thinkers.some((model) => model === name))

  it.each(others)('says nothing to %s where nothing is asked', (model) => {
    expect(said(model, {})).toEqual({ fields: {}, thinks: false })
  })

  it.each(others)('leaves %s without, where none is asked', (model) => {
    const off = model === 'budget' || model === 'either' ? { thinking: { type: 'disabled' } } : {}
    for (const asked of [{ reasoning_effort: 'none' }, { thinking: { type: 'disabled' } }])
      expect(said(model, asked)).toEqual({ fields: off, thinks: false })
  })

  it('tells who thinks unasked not to, or to think little, where none is asked or a tool is forced', () => {
    const disabled = { fields: { thinking: { type: 'disabled' } }, thinks: false }
    expect(said('newest', {})).toEqual({ fields: {}, thinks: true })
    expect(said('newest', { reasoning_effort: 'none' })).toEqual(disabled)
    expect(said('newest', {}, undefined, true)).toEqual(disabled)
    expect(said('always', { reasoning_effort: 'none' })).toEqual({ fields: {}, effort: 'low', thinks: true })
  })

  it('does not let Claude think with a budget while it goes on with calls of others', () => {
    const asked = { model: 'm', messages: [], reasoning_effort: 'low' }
    const at = 'messages[0]'
    const call = { kind: 'tool-use', id: 't', name: 'f', input: {}, at } as const
    const turns: readonly Turn[] = [
      { role: 'assistant', parts: [call] },
      { role: 'user', parts: [{ kind: 'tool-result', id: 't', name: 'f', parts: [], isError: false, at }] },
    ]
    const { fields } = thinkingOf(asked, traitsOf(models.budget), { turns, maxTokens: undefined, forced: false })
    expect(fields).toEqual({ thinking: { type: 'disabled' } })
  })

  it.each<readonly [model: Model, asked: object, fields: object]>([
    ['budget', { reasoning_effort: 'minimal' }, enabled(1024)],
    ['budget', { reasoning_effort: 'medium' }, enabled(2048)],
    ['budget', { reasoning_effort: 'high' }, enabled(4096)],
    ['budget', enabled(10_000), enabled(10_000)],
    ['either', enabled(10_000), enabled(10_000)],
    ['either', { reasoning_effort: 'high' }, adaptive],
    ['adaptive', enabled(10_000), adaptive],
    ['newest', { reasoning_effort: 'high' }, adaptive],
    ['budget', { thinking: { type: 'adaptive' } }, enabled(2048)],
    ['unknown', enabled(2000), enabled(2000)],
    ['unknown', { thinking: { type: 'adaptive' } }, adaptive],
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
    expect(said('either', { reasoning_effort: 'xhigh' }).effort).toBe('high')
    expect(said('newest', { reasoning_effort: 'xhigh' }).effort).toBe('xhigh')
    expect(said('adaptive', { thinking: { type: 'adaptive' } }).effort).toBeUndefined()
  })

  it('stays within what the answer may have, where that leaves enough', () => {
    expect(said('budget', { reasoning_effort: 'high' }, 2000).fields).toEqual(enabled(1999))
    expect(said('budget', enabled(3000), 2000).fields).toEqual(enabled(3000))
  })

  it.each<readonly [model: Model, asked: object, param: string]>([
    ['early', { reasoning_effort: 'low' }, 'reasoning_effort'],
    ['llama', { reasoning_effort: 'low' }, 'reasoning_effort'],
    ['llama', enabled(2000), 'thinking'],
    ['unknown', { reasoning_effort: 'low' }, 'reasoning_effort'],
  ])('refuses to ask %s for %j', (model, asked, param) => {
    expect(() => said(model, asked)).toThrow(expect.objectContaining({ code: 'unsupported_parameter', param }))
  })
})
