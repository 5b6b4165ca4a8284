import type { ErrorKind } from '@turnout/core'
import { fails, says } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import {
  entries,
  type Groups,
  messages,
  type Settings,
  setUp,
  setUpFile,
} from '../test-support/scripted-groups.test.ts'

const groups: Groups = { main: ['a'], second: ['b'], third: ['c'], last: ['d'] }
const down = { a: [fails('server')], b: [fails('unavailable')], c: [fails('timeout')] }
const once: Settings = { numRetries: 0 }

describe('where a failed group hands over', () => {
  it('35: a group of two bad deployments: three attempts there and one fallback are told', async () => {
    const script = { a: [fails('server')], b: [fails('server')] }
    const { ask, models } = setUp({ main: ['a', 'b'], good: ['c'] }, script, { fallbacks: [{ main: ['good'] }] })
    const { model, group, fallbacks, failed } = await ask()
    expect({ model, group, fallbacks }).toEqual({ model: 'c', group: 'good', fallbacks: 1 })
    expect(failed.map(({ group: at, failure }) => [at, failure?.className])).toEqual([
      ['main', 'InternalServerError'],
      ['main', 'InternalServerError'],
      ['main', 'InternalServerError'],
    ])
    expect(models()).toHaveLength(4)
  })

  it.each<ErrorKind>(['unavailable', 'connection'])(
    '36: after %s the other group answers, under its own model',
    async (kind) => {
      const { ask } = setUp(groups, { a: [fails(kind)] }, { fallbacks: [{ main: ['last'] }] })
      expect(await ask()).toMatchObject({ model: 'd', text: 'hello from d' })
    },
  )

  it.each(['router_settings', 'litellm_settings'])(
    '37: default_fallbacks of %s serve a broken group',
    async (section) => {
      const file = {
        model_list: [...entries('main', ['a']), ...entries('good', ['d'])],
        ...{ [section]: { default_fallbacks: ['good'] } },
      }
      const { ask } = await setUpFile(file, down)
      expect(await ask()).toMatchObject({ model: 'd', fallbacks: 1 })
    },
  )

  it('a group’s own entry comes before the default fallbacks', async () => {
    const settings = { ...once, fallbacks: [{ main: ['last'] }], defaultFallbacks: ['second'] }
    const { models, ask } = setUp(groups, down, settings)
    await ask()
    expect(models()).toEqual(['a', 'd'])
  })

  it('46: a bad first and a good second target: success', async () => {
    const { ask, models } = setUp(groups, down, { ...once, fallbacks: [{ main: ['second', 'last'] }] })
    expect(await ask()).toMatchObject({ model: 'd', fallbacks: 2 })
    expect(models()).toEqual(['a', 'b', 'd'])
  })

  it('46: when all fail, the error is the requested group’s last one, with every attempt (interface.md)', async () => {
    const script = { ...down, a: [fails('server'), fails('timeout')] }
    const { failure } = setUp(groups, script, { numRetries: 1, fallbacks: [{ main: ['second'] }] })
    const { kind, status, attempts } = await failure()
    expect([kind, status]).toEqual(['timeout', 504])
    expect(attempts.map(({ group, failure: why }) => [group, why?.kind])).toEqual([
      ['main', 'server'],
      ['main', 'timeout'],
      ['second', 'unavailable'],
      ['second', 'unavailable'],
    ])
  })

  // 47 is a chain under the limits of usage-based-routing: rpm is not a limit yet.

  it('50: an unknown name is served by the default fallbacks', async () => {
    const { ask, models } = setUp(groups, down, { ...once, defaultFallbacks: ['second', 'last'] })
    expect(await ask({ model: 'nobody' })).toMatchObject({ model: 'd' })
    expect(models()).toEqual(['b', 'd'])
  })

  it('50: an unknown name without default fallbacks is 404 (interface.md: model-not-found; in LiteLLM 400)', async () => {
    const { failure, models } = setUp(groups, down, { fallbacks: [{ main: ['last'] }] })
    expect(await failure({ model: 'nobody' })).toMatchObject({ status: 404, code: 'model_not_found' })
    expect(models()).toEqual([])
  })

  // 51 needs virtual keys, which may be allowed some groups and not others: there are none yet.

  it.each<[ErrorKind, readonly string[]]>([
    ['bad-request', ['a']],
    ['context-window', ['a', 'd']],
    ['content-policy', ['a', 'd']],
    ['authentication', ['a', 'd']],
    ['not-found', ['a', 'd']],
    ['rate-limit', ['a', 'd']],
    ['quota', ['a', 'd']],
    ['timeout', ['a', 'd']],
    ['connection', ['a', 'd']],
    ['server', ['a', 'd']],
    ['unavailable', ['a', 'd']],
  ])('%s: the general list, as in interface.md’s table', async (kind, called) => {
    const { begin, models } = setUp(groups, { a: [fails(kind)] }, { ...once, fallbacks: [{ main: ['last'] }] })
    await begin().catch(() => {})
    expect(models()).toEqual(called)
  })

  it.each<[ErrorKind, Settings]>([
    ['context-window', { contextWindowFallbacks: [{ main: ['last'] }] }],
    ['content-policy', { contentPolicyFallbacks: [{ main: ['last'] }] }],
  ])('%s has a list of its own, before the general one', async (kind, own) => {
    const { ask, models } = setUp(groups, { a: [fails(kind)] }, { ...own, fallbacks: [{ main: ['second'] }] })
    expect(await ask()).toMatchObject({ model: 'd' })
    expect(models()).toEqual(['a', 'd'])
  })

  it.each<[ErrorKind, Settings]>([
    ['context-window', { contextWindowFallbacks: [{ second: ['third'] }] }],
    ['content-policy', { contentPolicyFallbacks: [{ second: ['third'] }] }],
  ])('%s goes on to the general list where its own lacks the group (interface.md, 4)', async (kind, own) => {
    const { ask } = setUp(groups, { a: [fails(kind)] }, { ...own, fallbacks: [{ main: ['last'] }] })
    expect(await ask()).toMatchObject({ model: 'd' })
  })

  it('a chain goes on from group to group, each with its own retries', async () => {
    const fallbacks = [{ main: ['second'] }, { second: ['third'] }, { third: ['last'] }]
    const { ask, models } = setUp(groups, down, { numRetries: 1, fallbacks })
    expect(await ask()).toMatchObject({ model: 'd', fallbacks: 3 })
    expect(models()).toEqual(['a', 'a', 'b', 'b', 'c', 'c', 'd'])
  })

  it('a walk goes depth first (interface.md, 12)', async () => {
    const fallbacks = [{ main: ['second', 'last'] }, { second: ['third'] }]
    const { ask, models } = setUp(groups, down, { ...once, fallbacks })
    expect(await ask()).toMatchObject({ model: 'd', fallbacks: 3 })
    expect(models()).toEqual(['a', 'b', 'c', 'd'])
  })

  it('a walk visits a group once (interface.md, 8)', async () => {
    const fallbacks = [{ main: ['second'] }, { second: ['main', 'third'] }, { third: ['second', 'main'] }]
    const { failure, models } = setUp(groups, down, { ...once, fallbacks })
    await failure()
    expect(models()).toEqual(['a', 'b', 'c'])
  })

  it('a target may be a deployment’s id: nobody else of its group is asked', async () => {
    const { ask } = setUp({ main: ['a'], pool: ['d', 'e', 'f'] }, down, { ...once, fallbacks: [{ main: ['e'] }] })
    for (let i = 0; i < 5; i++) expect(await ask()).toMatchObject({ model: 'e' })
  })

  it('a target may be an alias, and text in the place of a list', async () => {
    const router_settings = { num_retries: 0, fallbacks: [{ main: 'nick' }], model_group_alias: { nick: 'good' } }
    const model_list = [...entries('main', ['a']), ...entries('good', ['d'])]
    const { ask } = await setUpFile({ model_list, router_settings }, down)
    expect(await ask()).toMatchObject({ model: 'd', group: 'good' })
  })
})

describe('names of groups', () => {
  const named: Groups = { 'openai/gpt-4': ['a'], second: ['b'], last: ['d'] }
  const model = 'openai/gpt-4'

  it('a key without the provider is the group’s with it', async () => {
    const { ask } = setUp(named, down, { ...once, fallbacks: [{ 'gpt-4': ['last'] }] })
    expect(await ask({ model })).toMatchObject({ model: 'd' })
  })

  it('the exact key comes before it', async () => {
    const fallbacks = [{ 'gpt-4': ['second'] }, { [model]: ['last'] }]
    const { ask, models } = setUp(named, down, { ...once, fallbacks })
    await ask({ model })
    expect(models()).toEqual(['a', 'd'])
  })

  it('it comes before the default fallbacks', async () => {
    const settings = { ...once, fallbacks: [{ 'gpt-4': ['last'] }], defaultFallbacks: ['second'] }
    const { ask, models } = setUp(named, down, settings)
    await ask({ model })
    expect(models()).toEqual(['a', 'd'])
  })

  it('it counts in a request’s own list too', async () => {
    const { ask } = setUp(named, down, once)
    expect(await ask({ model, fallbacks: [{ 'gpt-4': ['last'] }] })).toMatchObject({ model: 'd' })
  })

  it.each([
    [{ nick: ['last'] }, ['a', 'd']],
    [{ main: ['last'] }, ['a', 'd']],
    [{ main: ['second'], nick: ['last'] }, ['a', 'd']],
  ])('an alias has its own list, else its group’s (in LiteLLM only its own): %o', async (entry, called) => {
    const { ask, models } = setUp(groups, down, { ...once, modelGroupAlias: { nick: 'main' }, fallbacks: [entry] })
    await ask({ model: 'nick' })
    expect(models()).toEqual(called)
  })

  it('aliases of a group that is not there lead to the one that has an alias’s name (interface.md, 3)', async () => {
    const { ask, failure } = setUp(groups, {}, { modelGroupAlias: { last: 'prod', nick: 'prod', lost: 'nowhere' } })
    expect(await ask({ model: 'last' })).toMatchObject({ model: 'd' })
    expect(await ask({ model: 'nick' })).toMatchObject({ model: 'd' })
    expect(await failure({ model: 'lost' })).toMatchObject({ status: 404, code: 'model_not_found' })
  })
})

describe('what a request says', () => {
  it('38: a list of names, with none configured', async () => {
    const { ask, models } = setUp(groups, down, once)
    expect(await ask({ fallbacks: ['second', 'last'] })).toMatchObject({ model: 'd' })
    expect(models()).toEqual(['a', 'b', 'd'])
  })

  it('38: it takes the place of the configured ones, whatever the failure', async () => {
    const configured = {
      contextWindowFallbacks: [{ main: ['second'] }],
      fallbacks: [{ main: ['third'] }],
      defaultFallbacks: ['third'],
    }
    const { ask, models } = setUp(groups, { ...down, a: [fails('context-window')] }, { ...once, ...configured })
    expect(await ask({ fallbacks: ['last'] })).toMatchObject({ model: 'd' })
    expect(models()).toEqual(['a', 'd'])
  })

  it('38: but not for what the caller got wrong (interface.md: a bad request does not fall back)', async () => {
    const { failure } = setUp(groups, { a: [fails('bad-request')] }, once)
    expect(await failure({ fallbacks: ['last'] })).toMatchObject({ kind: 'bad-request', status: 400 })
  })

  it.each<[object, readonly string[]]>([
    [{ fallbacks: [{ main: ['third', 'last'] }] }, ['a', 'c', 'd']],
    [{ fallbacks: [{ main: 'last' }] }, ['a', 'd']],
    [{ fallbacks: [{ third: ['last'] }] }, ['a']],
    [{ fallbacks: [{ '*': ['last'] }] }, ['a', 'd']],
    [{ fallbacks: [] }, ['a']],
    [{ context_window_fallbacks: [{ main: ['last'] }] }, ['a', 'b']],
  ])('maps as in a configuration: %o', async (wishes, called) => {
    const { begin, models } = setUp(groups, down, { ...once, fallbacks: [{ main: ['second'] }] })
    await begin({ ...wishes }).catch(() => {})
    expect(models()).toEqual(called)
  })

  it.each<[ErrorKind, string]>([
    ['context-window', 'context_window_fallbacks'],
    ['content-policy', 'content_policy_fallbacks'],
  ])('its own list for %s', async (kind, param) => {
    const { ask, models } = setUp(groups, { a: [fails(kind)] }, { ...once, fallbacks: [{ main: ['second'] }] })
    expect(await ask({ [param]: [{ main: ['last'] }] })).toMatchObject({ model: 'd' })
    expect(models()).toEqual(['a', 'd'])
  })

  it.each(['request', 'configuration'])(
    '44: an object of the %s brings other messages and parameters, for that target only',
    async (whose) => {
      const other = [{ role: 'user', content: 'other' }]
      const list = [{ model: 'second', messages: other, temperature: 0.1 }, 'last']
      const settings = whose === 'request' ? once : { ...once, fallbacks: [{ main: list }] }
      const { ask, models, provider } = setUp(groups, down, settings)
      const body = { temperature: 0.7, ...(whose === 'request' ? { fallbacks: list } : {}) }
      await ask(body)
      expect(models()).toEqual(['a', 'b', 'd'])
      expect(provider.calls.map(({ request }) => [request.messages, request.temperature])).toEqual([
        [messages, 0.7],
        [other, 0.1],
        [messages, 0.7],
      ])
      expect(provider.calls.flatMap(({ request }) => Object.keys(request))).not.toContain('fallbacks')
    },
  )

  it('44: an object may bring no key of its own (interface.md, 16)', async () => {
    const { failure, models } = setUp(groups, down, once)
    const wish = { model: 'last', api_key: 'sk-mine' }
    expect(await failure({ fallbacks: [wish] })).toMatchObject({ status: 400, code: 'parameter_not_allowed' })
    expect(models()).toEqual([])
  })

  it.each<[string, Settings]>([
    ['a list', { fallbacks: [{ main: ['last'] }] }],
    ['default ones', { defaultFallbacks: ['last'] }],
  ])('41: disable_fallbacks: none is tried, with %s configured', async (_, configured) => {
    const { failure, models } = setUp(groups, down, { ...once, ...configured })
    expect(await failure({ disable_fallbacks: true })).toMatchObject({ kind: 'server' })
    expect(await failure({ disable_fallbacks: true, fallbacks: ['last'] })).toMatchObject({ kind: 'server' })
    expect(models()).toEqual(['a', 'a'])
  })
})

describe('max_fallbacks', () => {
  const names = ['g1', 'g2', 'g3', 'g4', 'g5', 'g6', 'g7', 'g8']
  const many: Groups = Object.fromEntries(names.map((name) => [name, [`m-${name}`]]))
  const allDown = Object.fromEntries(names.map((name) => [`m-${name}`, [fails('server')]]))
  const list: Settings = { ...once, fallbacks: [{ g1: names.slice(1) }] }
  const chain: Settings = {
    ...once,
    fallbacks: names.slice(0, -1).map((name, i) => ({ [name]: [names[i + 1] ?? ''] })),
  }

  it.each<[string, Settings, object, number]>([
    ['5 by default, of a list (interface.md, 12: in all)', list, {}, 6],
    ['5 by default, of a chain', chain, {}, 6],
    ['2 of a list', { ...list, maxFallbacks: 2 }, {}, 3],
    ['2 of a chain', { ...chain, maxFallbacks: 2 }, {}, 3],
    ['0', { ...list, maxFallbacks: 0 }, {}, 1],
    ['the request’s 1, not the router’s 4', { ...list, maxFallbacks: 4 }, { max_fallbacks: 1 }, 2],
    ['the request’s 7', list, { max_fallbacks: 7 }, 8],
  ])('%s', async (_, settings, wishes, calls) => {
    const { failure, models } = setUp(many, allDown, settings)
    await failure({ model: 'g1', ...wishes })
    expect(models()).toHaveLength(calls)
  })
})

describe('a chain that ends well', () => {
  it('is told in the answer: who served, and after how many', async () => {
    const { ask } = setUp(groups, { ...down, b: [says('from b')] }, { ...once, fallbacks: [{ main: ['second'] }] })
    expect(await ask()).toMatchObject({ text: 'from b', group: 'second', fallbacks: 1, failed: [{ group: 'main' }] })
    expect(await ask({ model: 'second' })).toMatchObject({ text: 'from b', fallbacks: 0, failed: [] })
  })
})
