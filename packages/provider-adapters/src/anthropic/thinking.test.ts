import { describe, expect, it } from 'vitest'
import { chatCall } from '../test-support/provider-call.test.ts'
import { chatBody } from './request.ts'

const bodyOf = (model: string, request: object) =>
  JSON.parse(chatBody(chatCall(request, { deployment: { provider: 'anthropic', model } })))

const budget = (budget_tokens: number) => ({ thinking: { type: 'enabled', budget_tokens } })
const adaptive = (effort?: string) => ({
  thinking: { type: 'adaptive', display: 'summarized' },
  ...(effort ? { output_config: { effort } } : {}),
})
const disabled = { thinking: { type: 'disabled' } }

describe('what a request says of reasoning', () => {
  it.each<readonly [model: string, request: object, expected: object]>([
    ['claude-sonnet-4-5', { reasoning_effort: 'minimal' }, budget(1024)],
    ['claude-sonnet-4-5', { reasoning_effort: 'low' }, budget(1024)],
    ['claude-sonnet-4-5', { reasoning_effort: 'medium' }, budget(2048)],
    ['claude-sonnet-4-5', { reasoning_effort: 'high', max_tokens: 2000 }, budget(1999)],
    ['claude-3-7-sonnet-20250219', { thinking: { type: 'enabled', budget_tokens: 5000 } }, budget(5000)],
    ['claude-sonnet-4-5', { thinking: { type: 'adaptive' } }, budget(2048)],
    ['claude-sonnet-4-5', { reasoning_effort: 'none' }, disabled],
    ['claude-3-haiku-20240307', { reasoning_effort: 'none' }, {}],
    ['claude-opus-4-6', { reasoning_effort: 'high' }, adaptive('high')],
    ['claude-opus-4-6', { reasoning_effort: 'xhigh' }, adaptive('high')],
    ['claude-opus-4-6', { reasoning_effort: 'max' }, adaptive('max')],
    ['claude-opus-4-6', { thinking: { type: 'enabled', budget_tokens: 5000 } }, budget(5000)],
    ['claude-opus-4-7', { reasoning_effort: 'xhigh' }, adaptive('xhigh')],
    ['claude-opus-5', { reasoning_effort: 'minimal' }, adaptive('low')],
    ['claude-opus-5', { thinking: { type: 'enabled', budget_tokens: 5000 } }, adaptive('medium')],
    ['claude-opus-5', { thinking: { type: 'adaptive' } }, adaptive()],
    ['claude-opus-5', { thinking: { type: 'disabled' } }, disabled],
    ['claude-fable-5', { reasoning_effort: 'none' }, { output_config: { effort: 'low' } }],
    ['vendor.claude-opus-4-8-v1:0', {}, {}],
  ])('%s is told %j so', (model, request, expected) => {
    const { thinking, output_config } = bodyOf(model, request)
    expect({ thinking, output_config }).toEqual(expected)
  })

  it('leaves room for the answer', () => {
    expect(bodyOf('claude-sonnet-4-5', { reasoning_effort: 'low' }).max_tokens).toBe(64_000)
    const own = { thinking: { type: 'enabled', budget_tokens: 5000 } }
    expect(bodyOf('somebody-else', own).max_tokens).toBe(9096)
  })

  it("stays beside what the caller says in Anthropic's words", () => {
    const asked = { reasoning_effort: 'high', output_config: { task_budget: { type: 'tokens', total: 5 } } }
    expect(bodyOf('claude-opus-5', asked).output_config).toEqual({ ...asked.output_config, effort: 'high' })
  })

  it.each([
    ['claude-3-haiku', { reasoning_effort: 'low' }, 'reasoning_effort'],
    ['claude-3-5-sonnet', { thinking: { type: 'enabled', budget_tokens: 1024 } }, 'thinking'],
    ['claude-sonnet-4-5', { reasoning_effort: 'low', max_tokens: 1000 }, 'reasoning_effort'],
    ['claude-sonnet-4-5', { reasoning_effort: 'low', temperature: 0 }, 'temperature'],
    ['claude-sonnet-4-5', { reasoning_effort: 'low', top_p: 0.5 }, 'top_p'],
    ['claude-sonnet-4-5', { reasoning_effort: 'low', top_k: 5 }, 'top_k'],
    ['claude-sonnet-4-5', { temperature: 0.5, top_p: 0.5 }, 'top_p'],
    ['claude-opus-5', { temperature: 0 }, 'temperature'],
    ['claude-opus-5', { top_p: 0.99 }, 'top_p'],
  ])('%s refuses %j', (model, request, param) => {
    expect(() => bodyOf(model, request)).toThrow(expect.objectContaining({ code: 'unsupported_parameter', param }))
  })

  it.each<readonly [model: string, request: object, expected: object]>([
    ['claude-opus-5', { temperature: 1, top_p: 1 }, {}],
    ['claude-sonnet-4-5', { temperature: 0.5, top_p: 1 }, { temperature: 0.5 }],
    ['claude-sonnet-4-5', { temperature: 1, top_p: 0.5 }, { top_p: 0.5 }],
    ['claude-sonnet-4-5', { temperature: 1, top_p: 0.95, reasoning_effort: 'low' }, { top_p: 0.95 }],
    ['claude-3-haiku', { temperature: 0.5, top_p: 0.5, top_k: 3 }, { temperature: 0.5, top_p: 0.5, top_k: 3 }],
  ])('%s samples by %j as far as it does', (model, request, expected) => {
    const { temperature, top_p, top_k } = bodyOf(model, request)
    expect({ temperature, top_p, top_k }).toEqual(expected)
  })
})

const tools = [{ type: 'function', function: { name: 'f' } }]

describe('reasoning and a tool that must be called', () => {
  it.each([
    ['claude-sonnet-4-5', { reasoning_effort: 'low' }, 'reasoning_effort'],
    ['claude-fable-5', {}, 'tool_choice'],
  ])('do not go together: %s, %j', (model, request, param) => {
    expect(() => bodyOf(model, { ...request, tools, tool_choice: 'required' })).toThrow(
      expect.objectContaining({ code: 'unsupported_parameter', param }),
    )
  })

  it('a model that thinks unasked is told not to', () => {
    const body = bodyOf('claude-sonnet-5', { tools, tool_choice: 'required' })
    expect(body).toMatchObject({ ...disabled, tool_choice: { type: 'any' } })
    expect(bodyOf('claude-sonnet-5', { tools })).not.toHaveProperty('thinking')
  })
})

describe('reasoning, where a tool was called', () => {
  const block = { type: 'thinking', thinking: 'hm', signature: 's', origin: 'anthropic' }
  const messages = (thinking_blocks: readonly object[]) => [
    { role: 'user', content: 'Hi' },
    { role: 'assistant', thinking_blocks, tool_calls: [{ id: 'c', function: { name: 'f', arguments: '{}' } }] },
    { role: 'tool', tool_call_id: 'c', content: '1' },
  ]
  const ask = (model: string, blocks: readonly object[]) =>
    bodyOf(model, { messages: messages(blocks), tools, reasoning_effort: 'low' })

  it('goes on after its own thoughts', () => {
    const body = ask('claude-sonnet-4-5', [block])
    expect(body).toMatchObject(budget(1024))
    expect(body.messages[1].content[0]).toEqual({ type: 'thinking', thinking: 'hm', signature: 's' })
  })

  it("waits for the next question after another provider's", () => {
    expect(ask('claude-sonnet-4-5', [{ ...block, origin: 'gemini' }])).toMatchObject(disabled)
    expect(ask('claude-sonnet-4-5', [])).toMatchObject(disabled)
    expect(ask('claude-opus-5', [])).toMatchObject(adaptive('low'))
  })
})
