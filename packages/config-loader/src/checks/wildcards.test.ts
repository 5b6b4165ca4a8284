import { describe, expect, it } from 'vitest'
import { parseConfig } from '../load-config.ts'

const said = (name: string, model: string) =>
  parseConfig(`model_list:\n  - model_name: "${name}"\n    litellm_params: { model: "${model}" }\n`, {
    environment: {},
  }).problems.map(({ level, line, code, message }) => `${level} ${line} ${code}: ${message}`)

describe('checkWildcards', () => {
  it.each([
    ['gpt-4', 'simulated/a'],
    ['*', 'simulated/*'],
    ['*', 'simulated/a'],
    ['team-*-*', 'simulated/a-*'],
  ])('has nothing against %s for %s', (name, model) => {
    expect(said(name, model)).toEqual([])
  })

  it('warns of a model with more stars than are filled', () => {
    const rest = 'nothing fills those that are left.'
    expect(said('a', 'simulated/a-*')).toEqual([`warning 3 unfilled-wildcard: has more * than a: ${rest}`])
    expect(said('a-*', 'simulated/*-*')).toEqual([`warning 3 unfilled-wildcard: has more * than a-*: ${rest}`])
  })
})
