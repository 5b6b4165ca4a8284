import { describe, expect, it } from 'vitest'
import { checkStrategies, type Strategies } from './strategies-exist.ts'

const known = ['simple-shuffle', 'least-busy']
const said = (routing_strategy: string | null, strategies: Partial<Strategies> = {}) =>
  checkStrategies({ router_settings: { routing_strategy } }, { known, ...strategies })

describe('checkStrategies', () => {
  it('has nothing against a strategy that is there, and none', () => {
    expect(said('least-busy')).toEqual([])
    expect(said('mine', { known: ['mine'] })).toEqual([])
    expect(said(null)).toEqual([])
  })

  it('takes one that is to come, with a warning until it is there', () => {
    const later = 'provider-budget-routing'
    expect(said(later)).toMatchObject([
      { level: 'warning', code: 'strategy-later', path: ['router_settings', 'routing_strategy'] },
    ])
    expect(said(later, { known: [later] })).toEqual([])
  })

  it('refuses an unknown one, names those there are and the one that was meant', () => {
    const [problem, ...more] = said('simple-shufle')
    expect(more).toEqual([])
    expect(problem).toMatchObject({ level: 'error', code: 'unknown-strategy', suggestion: 'simple-shuffle' })
    expect(problem?.message).toContain('There are: simple-shuffle, least-busy, provider-budget-routing.')
  })

  it('suggests nothing where nothing is near', () => {
    expect(said('banana')[0]).not.toHaveProperty('suggestion')
  })

  it('looks at the strategies of groups', () => {
    const model_group_strategy = { a: 'least-busy', b: 'leest-busy', c: null }
    expect(checkStrategies({ router_settings: { model_group_strategy } }, { known })).toMatchObject([
      { code: 'unknown-strategy', path: ['router_settings', 'model_group_strategy', 'b'], suggestion: 'least-busy' },
    ])
  })

  it('wants a file for a path, and tells no variable', () => {
    const [problem] = said('./hush.mjs', { shown: () => 'the value of the variable STRATEGY' })
    expect(problem).toMatchObject({ level: 'error', code: 'bad-strategy' })
    expect(problem?.message).toBe(
      'The strategy the value of the variable STRATEGY cannot be taken. Its path would be that from a configuration file, and this comes from none.',
    )
  })
})
