import { describe, expect, it } from 'vitest'
import { fromObject } from '../load-config.ts'
import { showPath } from '../problem.ts'

const group = (name: string) => ({ model_name: name, litellm_params: { model: `simulated/${name}` } })
const cycles = (router_settings: object, litellm_settings: object = {}) => {
  const { problems } = fromObject({ model_list: [...'abcd'].map(group), router_settings, litellm_settings })
  return problems
    .filter(({ code }) => code === 'fallback-cycle')
    .map(({ level, path, message }) => `${level} ${showPath(path)}: ${message.match(/: (.*)\. A/)?.[1]}`)
}

describe('checkFallbackCycles', () => {
  it('has nothing against chains, and two ways to the same group', () => {
    expect(cycles({ fallbacks: [{ a: ['b', 'c'] }, { b: ['d'] }, { c: ['d'] }] })).toEqual([])
  })

  it('tells the way of each cycle, at the group where it starts', () => {
    expect(cycles({ fallbacks: [{ d: ['a'] }, { a: ['b'] }, { b: ['c', 'b'] }, { c: ['a'] }] })).toEqual([
      'warning router_settings.fallbacks[1].a: a → b → c → a',
      'warning router_settings.fallbacks[2].b: b → b',
    ])
  })

  it('sees targets that are maps', () => {
    expect(cycles({ fallbacks: [{ a: { model: 'a', stop: 'x' } }] })).toEqual([
      'warning router_settings.fallbacks[0].a: a → a',
    ])
  })

  it('sees through aliases', () => {
    const settings = { model_group_alias: { x: 'a' }, fallbacks: [{ a: ['b'] }, { b: ['x'] }] }
    expect(cycles(settings)).toEqual(['warning router_settings.fallbacks[0].a: a → b → a'])
  })

  it.each(['context_window_fallbacks', 'content_policy_fallbacks'])('looks at %s by themselves', (list) => {
    expect(cycles({ [list]: [{ a: ['b'] }], fallbacks: [{ b: ['a'] }] })).toEqual([])
    expect(cycles({ [list]: [{ a: ['b'] }, { b: ['a'] }] })).toHaveLength(1)
  })

  it('looks at litellm_settings only where router_settings have none', () => {
    const ring = { fallbacks: [{ a: ['b'] }, { b: ['a'] }] }
    expect(cycles({}, ring)).toEqual(['warning litellm_settings.fallbacks[0].a: a → b → a'])
    expect(cycles({ fallbacks: [{ a: ['b'] }] }, ring)).toEqual([])
  })

  it('counts the first entry of a group, as the router does', () => {
    expect(cycles({ fallbacks: [{ a: ['b'] }, { a: ['a'] }] })).toEqual([])
  })

  it('takes default_fallbacks for no cycle: they are for whoever has none', () => {
    expect(cycles({ default_fallbacks: ['a', 'b'] })).toEqual([])
    expect(cycles({ fallbacks: [{ '*': ['a', 'b'] }, { a: ['b'] }] })).toEqual([])
  })
})
