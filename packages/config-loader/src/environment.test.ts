import { describe, expect, it } from 'vitest'
import { resolveEnvironment, withOwnVariables } from './environment.ts'

describe('resolveEnvironment', () => {
  it('replaces a reference at any depth and inside lists', () => {
    const value = { a: 'os.environ/KEY', list: ['os.environ/KEY', { deep: ['os.environ/KEY'] }] }
    expect(resolveEnvironment(value, { KEY: 'k' })).toMatchObject({
      value: { a: 'k', list: ['k', { deep: ['k'] }] },
      problems: [],
    })
  })

  it('leaves other text, numbers and keys alone', () => {
    const value = { 'os.environ/KEY': 'Bearer os.environ/KEY', n: 1, yes: true, none: null }
    expect(resolveEnvironment(value, { KEY: 'k' }).value).toEqual(value)
  })

  it('makes a missing variable null, and says which and where', () => {
    const { value, problems } = resolveEnvironment({ list: [{ key: 'os.environ/GONE' }] }, {})
    expect(value).toEqual({ list: [{ key: null }] })
    expect(problems).toEqual([
      {
        level: 'warning',
        code: 'missing-variable',
        message: 'The environment variable GONE is not set.',
        path: ['list', 0, 'key'],
      },
    ])
  })

  it('keeps an empty variable: it is set', () => {
    expect(resolveEnvironment('os.environ/EMPTY', { EMPTY: '' })).toMatchObject({ value: '', problems: [] })
  })

  it('does not take what every object has for a variable', () => {
    expect(resolveEnvironment('os.environ/constructor', {}).value).toBeNull()
  })

  it('remembers which variable a value came from', () => {
    const { variableAt } = resolveEnvironment({ list: ['os.environ/A', 'plain', 'os.environ/GONE'] }, { A: 'a' })
    expect([0, 1, 2].map((index) => variableAt(['list', index]))).toEqual(['A', undefined, undefined])
  })

  it('does not read a reference out of a variable', () => {
    expect(resolveEnvironment('os.environ/A', { A: 'os.environ/B', B: 'b' }).value).toBe('os.environ/B')
  })
})

describe('withOwnVariables', () => {
  it('puts the file in front of the process', () => {
    const file = { environment_variables: { KEY: 'own', PORT: 4000 } }
    expect(withOwnVariables(file, { KEY: 'outer', REST: 'r' })).toEqual({ KEY: 'own', PORT: '4000', REST: 'r' })
  })

  it('lets a variable name another one', () => {
    expect(withOwnVariables({ environment_variables: { A: 'os.environ/B' } }, { B: 'b' })).toMatchObject({ A: 'b' })
  })

  it('does not hide a variable behind one that is missing', () => {
    expect(withOwnVariables({ environment_variables: { A: 'os.environ/GONE' } }, { A: 'a' })).toEqual({ A: 'a' })
  })

  it.each([[null], ['text'], [{}], [{ environment_variables: null }], [{ environment_variables: 'text' }]])(
    'takes the process alone for a file that is %j',
    (file) => {
      expect(withOwnVariables(file, { A: 'a' })).toEqual({ A: 'a' })
    },
  )
})
