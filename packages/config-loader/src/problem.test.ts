import { describe, expect, it } from 'vitest'
import { ConfigError, type Problem, showPath, showProblem } from './problem.ts'

const problem: Problem = {
  level: 'warning',
  code: 'unknown-key',
  message: 'is not a known key.',
  path: ['router_settings', 'num_retrys'],
}

describe('showPath', () => {
  it('writes keys with dots and indexes in brackets', () => {
    expect(showPath(['model_list', 0, 'litellm_params', 'model'])).toBe('model_list[0].litellm_params.model')
  })
})

describe('showProblem', () => {
  it('prints like a compiler, with file, line, column and what was meant', () => {
    expect(showProblem({ ...problem, line: 7, column: 3, suggestion: 'num_retries' }, 'config.yaml')).toBe(
      'config.yaml:7:3: warning: router_settings.num_retrys: is not a known key. Did you mean num_retries?',
    )
  })

  it('leaves out what is not known', () => {
    expect(showProblem({ ...problem, path: [] })).toBe('warning: is not a known key.')
  })
})

describe('ConfigError', () => {
  it('says every error, and keeps the warnings', () => {
    const errors = ['one', 'two'].map((message): Problem => ({ level: 'error', code: 'wrong-type', message, path: [] }))
    const error = new ConfigError([problem, ...errors], 'c.yaml')
    expect(error.message).toBe('c.yaml: error: one\nc.yaml: error: two')
    expect(error.problems).toHaveLength(3)
  })
})
