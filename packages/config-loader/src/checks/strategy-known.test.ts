import { describe, expect, it } from 'vitest'
import { checkStrategy } from './strategy-known.ts'

const path = ['router_settings', 'routing_strategy']

describe('checkStrategy', () => {
  it('has nothing against a strategy that is there', () => {
    expect(checkStrategy('simple-shuffle', ['simple-shuffle'])).toEqual([])
    expect(checkStrategy('nearest', ['simple-shuffle', 'nearest'])).toEqual([])
  })

  it.each([
    'usage-based-routing',
    'usage-based-routing-v2',
    'latency-based-routing',
    'least-busy',
    'cost-based-routing',
  ])('takes %s, with a warning while it is not done', (name) => {
    expect(checkStrategy(name, ['simple-shuffle'])).toMatchObject([{ level: 'warning', code: 'strategy-later', path }])
    expect(checkStrategy(name, [name])).toEqual([])
  })

  it('refuses an unknown one, names those there are and the one that was meant', () => {
    const [problem, ...more] = checkStrategy('simple-shufle', ['simple-shuffle'])
    expect(more).toEqual([])
    expect(problem).toMatchObject({ level: 'error', code: 'unknown-strategy', path, suggestion: 'simple-shuffle' })
    expect(problem?.message).toContain('There are: simple-shuffle, usage-based-routing,')
  })

  it('suggests nothing where nothing is near', () => {
    expect(checkStrategy('banana', ['simple-shuffle'])[0]).not.toHaveProperty('suggestion')
  })
})
