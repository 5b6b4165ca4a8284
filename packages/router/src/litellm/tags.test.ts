import { fails } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { type Groups, type Settings, setUp, setUpFile } from '../test-support/scripted-groups.test.ts'

const tagged = {
  main: [{ model: 'free', tags: ['free'] }, { model: 'paid', tags: ['paid', 'eu'] }, { model: 'plain' }],
}
const withDefault = { main: [...tagged.main, { model: 'usual', tags: ['default'] }] }

/** Who of the group serves requests like this: what 60 of them come to. */
async function serving(groups: Groups, tags: readonly string[] | undefined, settings: Settings = {}) {
  const { begin, models } = setUp(groups, {}, { enableTagFiltering: true, ...settings })
  for (let i = 0; i < 60; i++) await begin(tags ? { tags } : {})
  return [...new Set(models())].toSorted()
}

const all = { tagFilteringMatchAny: false }

describe('2.7: requests with tags', () => {
  it.each<[readonly string[], Settings, readonly string[]]>([
    [['free'], {}, ['free']],
    [['paid'], {}, ['paid']],
    [['free', 'eu'], {}, ['free', 'paid']],
    [['free', 'nobody’s'], {}, ['free']],
    [['eu', 'paid'], all, ['paid']],
    [['eu'], all, ['paid']],
  ])('%j with %j go to %j', async (tags, settings, expected) => {
    expect(await serving(tagged, tags, settings)).toEqual(expected)
    expect(await serving(withDefault, tags, settings)).toEqual(expected)
  })

  it.each<[readonly string[], Settings]>([
    [['nobody’s'], {}],
    [['free', 'eu'], all],
  ])('that nobody has (%j with %j) go to those tagged default, never to one without tags', async (tags, settings) => {
    expect(await serving(withDefault, tags, settings)).toEqual(['usual'])
  })

  it.each<[readonly string[], Settings]>([
    [['nobody’s'], {}],
    [['free', 'eu'], all],
  ])(
    'that nobody has (%j with %j) are refused where none is tagged default: 403 (in LiteLLM 401)',
    async (tags, settings) => {
      const { failure, models } = setUp(tagged, {}, { enableTagFiltering: true, ...settings })
      const refusal = { kind: 'caller-permission', status: 403, type: 'permission_error' }
      expect(await failure({ tags })).toMatchObject(refusal)
      expect(models()).toEqual([])
    },
  )

  it('the refusal over HTTP', async () => {
    const { post } = setUp(tagged, {}, { enableTagFiltering: true })
    const response = await post({ tags: ['nobody’s'] })
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ error: { type: 'permission_error' } })
  })

  it('may have them in their metadata', async () => {
    const { begin, models } = setUp(tagged, {}, { enableTagFiltering: true })
    for (let i = 0; i < 20; i++) await begin({ metadata: { tags: ['free'] } })
    expect(new Set(models())).toEqual(new Set(['free']))
  })

  it('may have them in `x-turnout-tags`, or in LiteLLM’s spelling of it', async () => {
    const { post, models } = setUp(tagged, {}, { enableTagFiltering: true })
    for (let i = 0; i < 10; i++) await post({}, { 'x-turnout-tags': 'free' })
    for (let i = 0; i < 10; i++) await post({}, { 'x-litellm-tags': 'free,nobody' })
    expect(new Set(models())).toEqual(new Set(['free']))
    expect(models()).toHaveLength(20)
  })

  it('go where everybody goes with the filter off', async () => {
    expect(await serving(tagged, ['free'], { enableTagFiltering: false })).toEqual(['free', 'paid', 'plain'])
  })

  it('have the same tags in the groups they fall back to', async () => {
    const groups = { ...tagged, next: [{ model: 'free2', tags: ['free'] }, 'plain2'] }
    const settings = { enableTagFiltering: true, numRetries: 0, fallbacks: [{ main: ['next'] }] }
    const { ask, models } = setUp(groups, { free: [fails('server')] }, settings)
    for (let i = 0; i < 20; i++) await ask({ tags: ['free'] })
    expect(new Set(models())).toEqual(new Set(['free', 'free2']))
  })

  it('are told to wait, not that they may not, while those that have them cool down', async () => {
    const script = { free: [fails('rate-limit', { retryAfterMs: 7_000 })] }
    const { failure } = setUp(tagged, script, { enableTagFiltering: true, numRetries: 0 })
    await failure({ tags: ['free'] })
    expect(await failure({ tags: ['free'] })).toMatchObject({
      kind: 'none-available',
      status: 429,
      retryAfterMs: 7_000,
    })
  })

  it('are not for the provider', async () => {
    const { begin, provider } = setUp(tagged, {}, { enableTagFiltering: true })
    await begin({ tags: ['free'] })
    expect(provider.calls[0]?.request).not.toHaveProperty('tags')
  })
})

describe('2.7: requests without tags', () => {
  it('go to those tagged default', async () => {
    expect(await serving(withDefault, undefined)).toEqual(['usual'])
    expect(await serving(withDefault, [])).toEqual(['usual'])
  })

  it('go to all where none is tagged default', async () => {
    expect(await serving(tagged, undefined)).toEqual(['free', 'paid', 'plain'])
  })
})

it('2.7: from a file', async () => {
  const { begin, models } = await setUpFile({
    model_list: tagged.main.map(({ model, ...params }) => ({
      ...{ model_name: 'main', litellm_params: { model: `scripted/${model}`, ...params } },
    })),
    router_settings: { enable_tag_filtering: true, tag_filtering_match_any: false },
  })
  for (let i = 0; i < 20; i++) await begin({ tags: ['paid', 'eu'] })
  expect(new Set(models())).toEqual(new Set(['paid']))
})
