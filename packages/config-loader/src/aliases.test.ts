import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { resolveAliases } from './aliases.ts'

const to = (targets: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(targets).map(([name, model]) => [name, { model, hidden: false }]))
const resolve = (targets: Readonly<Record<string, string>>, ...groups: readonly string[]) => {
  const { aliases, problems } = resolveAliases(to(targets), new Set(groups))
  const ends = Object.fromEntries(Object.entries(aliases).map(([name, { group }]) => [name, group]))
  return { ends, codes: problems.map(({ code }) => code), problems }
}

describe('resolveAliases', () => {
  it('leads an alias to its group', () => {
    expect(resolve({ 'gpt-4': 'prod', gpt4: 'prod' }, 'prod')).toMatchObject({
      ends: { 'gpt-4': 'prod', gpt4: 'prod' },
      problems: [],
    })
  })

  it('lets an alias win over a group of its own name', () => {
    expect(resolve({ small: 'big' }, 'small', 'big').ends).toEqual({ small: 'big' })
  })

  it('keeps an alias hidden that is hidden', () => {
    const { aliases } = resolveAliases({ secret: { model: 'prod', hidden: true } }, new Set(['prod']))
    expect(aliases).toEqual({ secret: { group: 'prod', hidden: true } })
  })

  it('follows a chain to its end', () => {
    expect(resolve({ a: 'b', b: 'c', c: 'prod' }, 'prod')).toMatchObject({
      ends: { a: 'prod', b: 'prod', c: 'prod' },
      problems: [],
    })
  })

  it('ends a chain at the first real group, as LiteLLM does', () => {
    expect(resolve({ a: 'b', b: 'c' }, 'b', 'c').ends).toEqual({ a: 'b', b: 'c' })
  })

  it('serves the seed: both names of a missing prod-gpt-4 lead to the group gpt-4, with a warning each', () => {
    const { ends, problems } = resolve({ 'gpt-4': 'prod-gpt-4', gpt4: 'prod-gpt-4' }, 'gpt-4', 'claude-2')
    expect(ends).toEqual({ gpt4: 'gpt-4' })
    expect(problems.map(({ level, code, path }) => [level, code, path.at(-1)])).toEqual([
      ['warning', 'dangling-alias', 'gpt-4'],
      ['warning', 'dangling-alias', 'gpt4'],
    ])
    expect(problems[1]?.message).toBe('There is no group prod-gpt-4; the group gpt-4 serves.')
  })

  it('prefers the group of its own name when two aliases of a missing target have one', () => {
    const { ends, codes } = resolve({ a: 'gone', b: 'gone' }, 'a', 'b')
    expect([ends, codes]).toEqual([{}, ['dangling-alias', 'dangling-alias']])
  })

  it('finds the namesake at the end of a chain too', () => {
    expect(resolve({ x: 'y', y: 'gone', real: 'gone' }, 'real').ends).toEqual({ x: 'real', y: 'real' })
  })

  it('keeps an alias that leads nowhere, with a warning', () => {
    expect(resolve({ a: 'gone' }, 'other')).toMatchObject({ ends: { a: 'gone' }, codes: ['dangling-alias'] })
  })

  it('takes an alias to the group of its own name for no alias', () => {
    expect(resolve({ a: 'a' }, 'a')).toEqual({ ends: {}, codes: [], problems: [] })
  })

  it.each([
    ['itself', { a: 'a' }, ['a']],
    ['each other', { a: 'b', b: 'a' }, ['a', 'b']],
    ['a ring it is not part of', { a: 'b', b: 'c', c: 'b' }, ['a', 'b', 'c']],
  ])('calls aliases that lead to %s an error', (_, targets, wrong) => {
    const { codes, problems } = resolve(targets, 'elsewhere')
    expect(codes).toEqual(wrong.map(() => 'alias-cycle'))
    expect(problems[0]).toMatchObject({ level: 'error', path: ['router_settings', 'model_group_alias', 'a'] })
  })

  it('is not led round by a group', () => {
    expect(resolve({ a: 'b', b: 'a' }, 'b')).toMatchObject({ ends: { a: 'b' }, problems: [] })
  })

  it('stands names that every object has', () => {
    expect(resolve({ a: 'constructor', toString: 'prod' }, 'prod').ends).toEqual({
      a: 'constructor',
      toString: 'prod',
    })
  })

  it('calls exactly those in or before a ring an error, in any graph', () => {
    const name = fc.constantFrom(...'abcdefgh')
    fc.assert(
      fc.property(fc.dictionary(name, name), fc.uniqueArray(name), (targets, groups) => {
        const goesRound = (start: string) => {
          let at = targets[start] ?? start
          for (let step = 0; step < 10; step++) {
            if (groups.includes(at) || targets[at] === undefined) return false
            at = targets[at] ?? at
          }
          return true
        }
        const wrong = resolve(targets, ...groups).problems.filter(({ code }) => code === 'alias-cycle')
        expect(wrong.map(({ path }) => path.at(-1))).toEqual(Object.keys(targets).filter(goesRound))
      }),
    )
  })
})
