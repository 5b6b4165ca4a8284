import { describe, expect, it } from 'vitest'
import { fallbacksOf } from './fallback-tables.ts'
import { litellmSettings, routerSettings } from './schema/settings.ts'

const tables = (
  router: object,
  litellm: object = {},
  names: readonly string[] = [],
  providers: readonly string[] = [],
) => fallbacksOf(routerSettings.parse(router), litellmSettings.parse(litellm), { names, providers })
const to = (...names: readonly string[]) => names.map((target) => ({ target }))

describe('fallbacksOf', () => {
  it.each([
    ['fallbacks', 'general'],
    ['context_window_fallbacks', 'contextWindow'],
    ['content_policy_fallbacks', 'contentPolicy'],
  ] as const)('reads %s from router_settings if not empty there, else from litellm_settings', (key, kind) => {
    const [own, other] = [{ [key]: [{ a: ['own'] }] }, { [key]: [{ a: ['other'] }, { b: ['c'] }] }]
    expect(tables(own, other)[kind]).toEqual({ a: to('own') })
    expect(tables({ [key]: [] }, other)[kind]).toEqual({ a: to('other'), b: to('c') })
    expect(tables({ [key]: [{ a: { model: 'b', stop: 'x' } }] })[kind]).toEqual({
      a: [{ target: 'b', patch: { stop: 'x' } }],
    })
  })

  it('takes a single fallback without its list', () => {
    expect(tables({ fallbacks: [{ a: 'b' }] }).general).toEqual({ a: to('b') })
  })

  it('counts the first entry of a group', () => {
    expect(tables({ fallbacks: [{ a: ['b'] }, { a: ['c'] }] }).general).toEqual({ a: to('b') })
  })

  it('makes default_fallbacks those of every group without its own', () => {
    const settings = { fallbacks: [{ a: ['b'] }], default_fallbacks: ['z', null, { model: 'y', stop: 'x' }] }
    expect(tables(settings).general).toEqual({
      '*': [{ target: 'z' }, { target: 'y', patch: { stop: 'x' } }],
      a: to('b'),
    })
    expect(tables({}, { default_fallbacks: ['z'] }).general).toEqual({ '*': to('z') })
  })

  it('lets a written * win over default_fallbacks', () => {
    expect(tables({ fallbacks: [{ '*': ['y'] }], default_fallbacks: ['z'] }).general).toEqual({ '*': to('y') })
  })
})

describe('a name with its provider in front', () => {
  const fallbacks = [{ 'gpt-4': ['b'] }, { 'azure/gpt-4': ['own'] }]

  it('has the fallbacks of the name without it, unless it has its own', () => {
    expect(tables({ fallbacks }, {}, ['openai/gpt-4', 'azure/gpt-4', 'openai/other']).general).toEqual({
      'gpt-4': to('b'),
      'azure/gpt-4': to('own'),
      'openai/gpt-4': to('b'),
    })
  })

  it('comes before those of every group', () => {
    expect(tables({ fallbacks, default_fallbacks: ['z'] }, {}, ['openai/gpt-4']).general).toMatchObject({
      ...{ '*': to('z'), 'openai/gpt-4': to('b') },
    })
  })

  it('is known only by providers that there are', () => {
    expect(tables({ fallbacks }, {}, ['house/gpt-4']).general).not.toHaveProperty(['house/gpt-4'])
    expect(tables({ fallbacks }, {}, ['house/gpt-4'], ['house']).general).toHaveProperty(['house/gpt-4'], to('b'))
  })

  it('is nothing to the other lists', () => {
    const lists = { context_window_fallbacks: fallbacks, content_policy_fallbacks: fallbacks }
    const { contextWindow, contentPolicy } = tables(lists, {}, ['openai/gpt-4'])
    expect([contextWindow, contentPolicy].map((table) => Object.keys(table))).toEqual([
      ['gpt-4', 'azure/gpt-4'],
      ['gpt-4', 'azure/gpt-4'],
    ])
  })
})
