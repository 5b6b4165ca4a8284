import { describe, expect, it } from 'vitest'
import { parseConfig } from './load-config.ts'

const model = 'model_list:\n  - model_name: m\n    litellm_params:\n      model: simulated/m\n'
const load = (text: string) => parseConfig(`${model}${text}`, { environment: { EMPTY: '', ZERO: '0', ONE: '1' } })

describe('an empty variable', () => {
  it('counts as not set where a number or a flag is wanted', () => {
    const { config, problems } = load(
      '      rpm: os.environ/EMPTY\nrouter_settings: { num_retries: os.environ/EMPTY }\n',
    )
    expect(problems).toMatchObject([
      { level: 'warning', code: 'missing-variable', message: 'The environment variable EMPTY is empty.', line: 5 },
      { level: 'warning', code: 'missing-variable', line: 6 },
    ])
    expect(config?.numRetries).toBe(2)
    expect(config?.deployments[0]).not.toHaveProperty('rpm')
  })

  it('is no excuse for an empty text that somebody wrote', () => {
    expect(load('      rpm: ""\n').problems).toMatchObject([{ level: 'error', code: 'wrong-type' }])
  })
})

it('leaves out a fact that is not possible, and serves', () => {
  const { config, problems } = load(
    '    model_info: { id: one, max_tokens: many, mode: 7, max_output_tokens: 4096.5, input_cost_per_token: free }\n',
  )
  expect(problems.map(({ level, path }) => `${level} ${path.at(-1)}`)).toEqual([
    ...['warning max_tokens', 'warning mode', 'warning max_output_tokens', 'warning input_cost_per_token'],
  ])
  expect(config?.deployments[0]?.id).toBe('one')
  expect(config?.deployments[0]).not.toHaveProperty('pricing')
})

it('keeps a fact that nothing acts on yet as it is', () => {
  const { config } = load('    model_info: { access_groups: eu, team_id: [a] }\n')
  expect(config?.deployments[0]?.info).toEqual({ access_groups: 'eu', team_id: ['a'] })
})

it('takes 1 and 0 for flags', () => {
  const flag = (text: string) => load(`general_settings: { litellm_headers: ${text} }\n`).config?.server.litellmHeaders
  expect(['1', '"1"', 'os.environ/ONE', '0', 'os.environ/ZERO', 'on'].map(flag)).toEqual([
    ...[true, true, true, false, false, true],
  ])
})
