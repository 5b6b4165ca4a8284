import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { setUp } from '../test-support/scripted-groups.test.ts'
import { exactNumbers } from './exact-numbers.ts'

describe('exactNumbers', () => {
  it('are those that parsing would change, and no digits in a text', () => {
    const raw =
      '{"a":9007199254740993,"b":[-1e400,12],"c":"9007199254740993 \\"9007199254740995","d":0.1234567890123456}'
    expect(exactNumbers(raw)).toEqual(['9007199254740993', '-1e400'])
    expect(exactNumbers(`["${'\\\\n'.repeat(5_000_000)}\\\\",-1e400]`)).toEqual(['-1e400'])
  })

  it('make another question, of a text that a provider may get to the letter', async () => {
    const { router, provider } = setUp({ main: ['a'] }, {}, { cacheResponses: true })
    const ask = async (seed: string) => {
      const body = `{"model":"main","messages":[{"role":"user","content":"hi"}],"seed":${seed}}`
      const answer = await router.fetch('http://in.process/v1/chat/completions', { method: 'POST', body })
      return answer.headers.get('x-turnout-cache')
    }
    const seeds = ['9007199254740992', '9007199254740993', '9007199254740993', '1e400', '-1e400']
    const statuses: unknown[] = []
    for (const seed of seeds) statuses.push(await ask(seed))
    expect(statuses).toEqual(['miss', 'miss', 'hit', 'miss', 'miss'])
    expect(provider.calls).toHaveLength(4)
  })

  it('are none in what JavaScript wrote', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(exactNumbers(JSON.stringify(value))).toEqual([])
      }),
    )
  })
})
