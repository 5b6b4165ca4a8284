import { TurnoutError } from '@turnout/core'
import { fails, type Step, says } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { type Groups, type Settings, setUp } from '../test-support/scripted-groups.test.ts'
import type { CacheWishes } from './cache-wishes.ts'

const answers: readonly Step[] = [says('first'), says('second'), says('third')]

const world = (settings: Settings = {}, groups: Groups = { main: ['a'] }, script = { a: answers }) =>
  setUp(groups, script, { cacheResponses: true, ...settings })

const messages = [{ role: 'user', content: 'hi' }]

type World = ReturnType<typeof world>

const ask = async ({ router }: World, body: object = {}, init: { cache?: CacheWishes; caller?: string } = {}) => {
  const reply = await router.call('chat', { model: 'main', messages, ...body }, init)
  const { content } = reply.whole().result().choices[0]?.message ?? {}
  return [content, reply.cache?.status ?? 'off']
}

describe('cached', () => {
  it('answers the same request with the same answer, and touches no deployment', async () => {
    const at = world()
    expect(await ask(at)).toEqual(['first', 'miss'])
    expect(await ask(at)).toEqual(['first', 'hit'])
    expect(at.provider.calls).toHaveLength(1)
  })

  it('does nothing where answers are not kept', async () => {
    const at = setUp({ main: ['a'] }, { a: answers })
    expect(await ask(at)).toEqual(['first', 'off'])
    expect(await ask(at)).toEqual(['second', 'off'])
  })

  // LiteLLM, "Caching": test_router_caching.py, test_caching.py; what differs is in docs/compatibility.md.
  const twice: readonly (readonly [string, Settings, object, object, 'hit' | 'miss' | 'off'])[] = [
    ['the same in another order', {}, { top_p: 1, temperature: 0 }, { temperature: 0, top_p: 1 }, 'hit'],
    ['another parameter', {}, { temperature: 0 }, { temperature: 1 }, 'miss'],
    ['a parameter that nobody knows', {}, { top_k: 1 }, { top_k: 2 }, 'miss'],
    ['nothing, and nothing said', {}, {}, { seed: null }, 'hit'],
    ['another user', {}, { user: 'a' }, { user: 'b' }, 'miss'],
    ['other metadata', {}, { metadata: { a: '1' } }, { metadata: { a: '2' } }, 'hit'],
    ['no-cache', {}, {}, { cache: { 'no-cache': true } }, 'off'],
    ['caching: false', {}, {}, { caching: false }, 'off'],
    ['no-store before', {}, { cache: { 'no-store': true } }, {}, 'miss'],
    ['no-store now', {}, {}, { cache: { 'no-store': true } }, 'hit'],
    ['ttl 0 before', {}, { cache: { ttl: 0 } }, { cache: { 's-maxage': 100 } }, 'miss'],
    ['ttl 25 within s-maxage 25', {}, { cache: { ttl: 25 } }, { cache: { 's-maxage': 25 } }, 'hit'],
    ['s-maxage 0, in the same moment', {}, {}, { cache: { 's-maxage': 0 } }, 'off'],
    ['another namespace', {}, { cache: { namespace: 'a' } }, { cache: { namespace: 'b' } }, 'miss'],
    ['the same namespace', {}, { cache: { namespace: 'a' } }, { cache: { namespace: 'a' } }, 'hit'],
    ['null', {}, { cache: null }, {}, 'hit'],
    ['a stream, where it was none', {}, {}, { n: 2 }, 'miss'],
  ]
  it.each(twice)('%s', async (_, settings, before, now, status) => {
    const at = world(settings)
    await ask(at, before)
    expect(await ask(at, now)).toEqual([status === 'hit' ? 'first' : 'second', status])
  })

  it('is too old for s-maxage, and gone after its ttl', async () => {
    const at = world({ defaultCacheTimeSeconds: 60 })
    await ask(at)
    await at.clock.advance(10_000)
    expect(await ask(at, { cache: { 's-maxage': 10 } })).toEqual(['first', 'hit'])
    await at.clock.advance(1)
    expect(await ask(at, {}, { cache: { sMaxage: 10 } })).toEqual(['second', 'miss'])
    await at.clock.advance(60_000)
    expect(await ask(at)).toEqual(['third', 'miss'])
  })

  it('keeps by the ttl of the request, before the configured one', async () => {
    const at = world({ defaultCacheTimeSeconds: 60 })
    await ask(at, { cache: { ttl: 5 } })
    await at.clock.advance(5_000)
    expect(await ask(at, { ttl: 5 })).toEqual(['second', 'miss'])
    await at.clock.advance(59_999)
    expect(await ask(at)).toEqual(['second', 'hit'])
  })

  it('keeps by the ttl beside the request where none is configured', async () => {
    const at = world()
    await ask(at, { ttl: 5 })
    await at.clock.advance(4_999)
    expect(await ask(at)).toEqual(['first', 'hit'])
    await at.clock.advance(1)
    expect(await ask(at)).toEqual(['second', 'miss'])
  })

  it('serves only those who ask for it, where it is for those', async () => {
    const at = world({ cacheParams: { mode: 'default_off' }, cache: true })
    const use = { cache: { 'use-cache': true } }
    expect(await ask(at)).toEqual(['first', 'off'])
    expect(await ask(at, use)).toEqual(['second', 'miss'])
    expect(await ask(at, use)).toEqual(['second', 'hit'])
    expect(await ask(at)).toEqual(['third', 'off'])
  })

  it('gives nobody the answers of others, unless it is shared', async () => {
    const at = world()
    await ask(at, {}, { caller: 'sk-a' })
    expect(await ask(at, {}, { caller: 'sk-b' })).toEqual(['second', 'miss'])
    expect(await ask(at, {}, { caller: 'sk-a' })).toEqual(['first', 'hit'])
    const shared = world({ cache: true, cacheParams: { shared: true } })
    await ask(shared, {}, { caller: 'sk-a' })
    expect(await ask(shared, {}, { caller: 'sk-b' })).toEqual(['first', 'hit'])
  })

  it('does not take null for nothing where a deployment has something else', async () => {
    const at = world({}, { main: [{ model: 'a', max_tokens: 5 }] })
    await ask(at, { max_tokens: null })
    expect(await ask(at)).toEqual(['second', 'miss'])
    expect(await ask(at, { max_tokens: null, seed: null })).toEqual(['first', 'hit'])
  })

  it('sends what it understood, where others get the answer', async () => {
    const raw = '{"model":"main","messages":[{"role":"user","content":"hi"}],"top_k":1,"top_k":2}'
    for (const shared of [false, true]) {
      const at = world({ cache: true, cacheParams: { shared } })
      const reply = await at.router.call('chat', JSON.parse(raw), { raw })
      reply.whole()
      expect(at.provider.calls[0]?.raw).toBe(shared ? undefined : raw)
    }
  })

  it('knows groups by their names, aliases by their groups, and groups that are as good as each other', async () => {
    const groups = { main: ['a'], other: ['b'], third: ['c'] }
    const script = { a: answers, b: answers, c: [says('of c')] }
    const at = world({ cachingGroups: [['main', 'other']], modelGroupAlias: { nick: 'main' } }, groups, script)
    await ask(at)
    expect(await ask(at, { model: 'nick' })).toEqual(['first', 'hit'])
    expect(await ask(at, { model: 'other' })).toEqual(['first', 'hit'])
    expect(await ask(at, { model: 'third' })).toEqual(['of c', 'miss'])
  })

  it('keeps the answer of a fallback under the group that served it', async () => {
    const script = { a: [fails('server'), says('back')], b: [says('of b')] }
    const at = world({ fallbacks: [{ main: ['other'] }], numRetries: 0 }, { main: ['a'], other: ['b'] }, script)
    expect(await ask(at)).toEqual(['of b', 'miss'])
    expect(await ask(at, { model: 'other' })).toEqual(['of b', 'hit'])
    expect(await ask(at)).toEqual(['back', 'miss'])
  })

  it('serves while everything cools down, and takes of no limit', async () => {
    const groups = { main: [{ model: 'a', rpm: 2 }] }
    const script = { a: [says('first'), fails('rate-limit', { retryAfterMs: 60_000 })] }
    const at = world({ routingStrategy: 'usage-based-routing-v2', numRetries: 0 }, groups, script)
    await ask(at)
    for (let i = 0; i < 5; i++) expect(await ask(at)).toEqual(['first', 'hit'])
    await expect(ask(at, { seed: 1 })).rejects.toSatisfy(TurnoutError.is)
    expect(await ask(at)).toEqual(['first', 'hit'])
    await expect(ask(at, { seed: 2 })).rejects.toMatchObject({ kind: 'none-available' })
  })

  it('keeps no failures', async () => {
    const at = world({ numRetries: 0 }, { main: ['a'] }, { a: [fails('bad-request'), says('first')] })
    await expect(ask(at)).rejects.toMatchObject({ kind: 'bad-request' })
    expect(await ask(at)).toEqual(['first', 'miss'])
  })

  it('tells of a hit, of what it saved, and of nothing else', async () => {
    const member = { model: 'a', inputCostPerToken: 0.5, outputCostPerToken: 2 }
    const at = world({}, { main: [member] })
    await ask(at)
    at.events.length = 0
    await ask(at)
    expect(at.events.map(({ type }) => type)).toEqual(['request-start', 'request-end'])
    const end = at.events[1]
    expect(end).toMatchObject({ group: 'main', attempts: [], fallbacks: 0, usage: undefined })
    expect(end?.type === 'request-end' && end.cache).toMatchObject({ status: 'hit' })
    const { savedUsage, savedUsd } = (end?.type === 'request-end' ? end.cache : undefined) ?? {}
    expect(savedUsd).toBe((savedUsage?.prompt_tokens ?? 0) * 0.5 + (savedUsage?.completion_tokens ?? 0) * 2)
  })

  it('says what it cannot read in what a request wants of it', async () => {
    const at = world()
    const wrong = [
      { cache: 'no' },
      { cache: { ttl: -1 } },
      { cache: { 'no-cache': 1 } },
      { ttl: 'x' },
      { cache: { namespace: 7 } },
    ]
    for (const body of wrong)
      await expect(ask(at, body)).rejects.toMatchObject({ kind: 'bad-request', code: 'invalid_value' })
  })
})
