import { describe, expect, it } from 'vitest'
import { parseConfig } from '../load-config.ts'

const said = (name: string, model: string) =>
  parseConfig(`model_list:\n  - model_name: "${name}"\n    litellm_params: { model: "${model}" }\n`, {
    environment: {},
  })
    .problems.filter(({ code }) => code === 'wildcard-later')
    .map(({ level, line, message }) => `${level} ${line} ${message}`)

describe('checkWildcards', () => {
  it('warns of each name that has one', () => {
    expect(said('gpt-*', 'simulated/*')).toEqual([
      'warning 2 wildcards are not matched yet; only the name gpt-* itself is answered.',
      'warning 3 wildcards are not matched yet; only the name simulated/* itself is sent.',
    ])
    expect(said('*', 'simulated/a')).toHaveLength(1)
    expect(said('a', 'simulated/a-*')).toHaveLength(1)
  })

  it('has nothing against other names', () => {
    expect(said('gpt-4', 'simulated/a')).toEqual([])
  })
})
