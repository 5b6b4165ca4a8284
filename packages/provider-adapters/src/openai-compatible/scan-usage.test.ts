import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scanUsage } from './scan-usage.ts'

const usage = { prompt_tokens: 3, completion_tokens: 4, prompt_tokens_details: { cached_tokens: 1 } }

describe('scanUsage', () => {
  it.each([
    ['at the end', { choices: [{ index: 0 }], usage }],
    ['before plain members', { choices: [], usage, service_tier: 'default', system_fingerprint: null }],
    ['after another that is none', { 'x"usage': { prompt_tokens: 1 }, usage }],
  ])('finds it %s', (_where, answer) => {
    expect(scanUsage(JSON.stringify(answer))).toEqual(usage)
    expect(scanUsage(`${JSON.stringify(answer).replace('"usage":', '"usage": ')}\n`)).toEqual(usage)
  })

  it.each([
    ['there is none', { choices: [] }],
    ['it is a part’s', { choices: [], x_groq: { usage } }],
    ['something with parts follows', { usage, choices: [{ index: 0 }] }],
    ['it is null', { choices: [], usage: null }],
    ['a name only ends in it', { choices: [], 'x"usage': usage }],
    ['a text with a brace follows', { usage, note: '}' }],
    ['a text speaks of it', { choices: [{ message: { content: `"usage":${JSON.stringify(usage)}}` } }] }],
  ])('does not tell where %s', (_why, answer) => {
    expect(scanUsage(JSON.stringify(answer))).toBeUndefined()
  })

  it('does not mind texts in it', () => {
    const odd = { ...usage, note: '"}{\\\\' }
    expect(scanUsage(JSON.stringify({ choices: [], usage: odd }))).toEqual(odd)
  })

  it('tells nothing but what the answer says', () => {
    const any = fc.jsonValue({ maxDepth: 3 })
    const member = fc.oneof(fc.constantFrom('usage', 'choices', 'x', 'x"usage', '"usage":', '}'), fc.string())
    fc.assert(
      fc.property(fc.dictionary(member, fc.oneof(any, fc.dictionary(member, any)), { maxKeys: 4 }), (answer) => {
        const text = JSON.stringify(answer)
        const found = scanUsage(Buffer.from(text).toString('latin1'))
        const said: unknown = JSON.parse(text).usage
        if (found !== undefined) expect(found).toEqual(JSON.parse(Buffer.from(JSON.stringify(said)).toString('latin1')))
      }),
      { numRuns: 2_000 },
    )
  })
})
