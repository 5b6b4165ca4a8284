import { describe, expect, it } from 'vitest'
import { rewriting } from '../../test-support/rewriting.test.ts'
import { maxCompletionTokens, maxTokens } from './max-tokens.ts'

describe('maxTokens', () => {
  it.each([
    [
      { max_completion_tokens: 5, top_p: 1 },
      { max_tokens: 5, top_p: 1 },
    ],
    [{ max_completion_tokens: 5, max_tokens: 7 }, { max_tokens: 7 }],
    [{ max_completion_tokens: 5, max_tokens: null }, { max_tokens: 5 }],
    [{ max_completion_tokens: null }, { max_completion_tokens: null }],
    [{ max_tokens: 7 }, { max_tokens: 7 }],
    [{}, {}],
  ])('makes of %j %j', (body, expected) => {
    expect(rewriting(maxTokens, body)).toEqual(expected)
  })
})

describe('maxCompletionTokens', () => {
  const renames = (deployment: object) =>
    'max_completion_tokens' in (rewriting(maxCompletionTokens, { max_tokens: 5 }, deployment) as object)

  it.each(['o1', 'o3-mini', 'o4-mini-2025-04-16', 'gpt-5', 'gpt-5.6', 'gpt-6-mini', 'gpt-10', 'ft:o4-mini:me::1'])(
    'renames for %s',
    (model) => expect(renames({ model })).toBe(true),
  )

  it.each(['gpt-4', 'gpt-4o', 'gpt-4.1', 'gpt-3.5-turbo', 'my-o3', 'omni', 'ft:gpt-4o:me::1'])(
    'leaves alone for %s',
    (model) => expect(renames({ model })).toBe(false),
  )

  it('goes by the base model where a name at Azure says nothing', () => {
    expect(renames({ model: 'chat', info: { base_model: 'azure/gpt-5-mini' } })).toBe(true)
    expect(renames({ model: 'chat', settings: { base_model: 'o3' } })).toBe(true)
    expect(renames({ model: 'o3', info: { base_model: 'gpt-4o' } })).toBe(false)
  })

  it('has nothing to do without the older name', () => {
    const body = { max_completion_tokens: 5, max_tokens: null }
    expect(rewriting(maxCompletionTokens, body, { model: 'o1' })).toBe(body)
  })
})
