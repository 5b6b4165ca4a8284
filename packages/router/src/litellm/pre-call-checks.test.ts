import { says } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { setUpFile } from '../test-support/scripted-groups.test.ts'

/** One deployment of a group: the model, which is its id too, and its facts. */
const entry = (model_name: string, model: string, params: object = {}, info: object = {}) => ({
  ...{ model_name, litellm_params: { model: `scripted/${model}`, ...params }, model_info: { id: model, ...info } },
})

const takes = (model: string, max_input_tokens: number, group = 'main') => entry(group, model, {}, { max_input_tokens })

const checked = (model_list: readonly object[], settings: object = {}, script = {}) =>
  setUpFile({ model_list, router_settings: { num_retries: 0, enable_pre_call_checks: true, ...settings } }, script)

/** 101 words, at least as many tokens. */
const long = { messages: [{ role: 'user', content: 'word '.repeat(101) }] }

describe('2.9: context windows', () => {
  it('those that take fewer tokens are left out, 30 of 30', async () => {
    const { ask, models } = await checked([takes('small', 50), takes('big', 500)])
    for (let i = 0; i < 30; i++) await ask(long)
    expect(new Set(models())).toEqual(new Set(['big']))
  })

  it('a short prompt goes to either, and a long one to those of which nobody knows', async () => {
    const { ask, models } = await checked([takes('small', 50), entry('main', 'unknown')])
    for (let i = 0; i < 30; i++) await ask()
    expect(new Set(models())).toEqual(new Set(['small', 'unknown']))
    for (let i = 0; i < 30; i++) await ask(long)
    expect(new Set(models().slice(30))).toEqual(new Set(['unknown']))
  })

  it('all too small: ContextWindowExceededError, 400, and nobody was called', async () => {
    const { failure, post, models } = await checked([takes('small', 50), takes('smaller', 20)])
    expect(await failure(long)).toMatchObject({
      ...{ kind: 'context-window', status: 400, code: 'context_length_exceeded', type: 'invalid_request_error' },
    })
    const response = await post(long)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { code: 'context_length_exceeded' } })
    expect(models()).toEqual([])
  })

  it.each([
    [
      'context_window_fallbacks',
      { context_window_fallbacks: [{ main: ['large'] }], fallbacks: [{ main: ['other'] }] },
      'big',
    ],
    ['fallbacks, where it has no others (interface.md)', { fallbacks: [{ main: ['other'] }] }, 'any'],
  ])('all too small: %s', async (_, settings, expected) => {
    const { ask, models } = await checked(
      [takes('small', 50), takes('big', 500, 'large'), takes('any', 500, 'other')],
      settings,
    )
    expect(await ask(long)).toMatchObject({ model: expected, fallbacks: 1 })
    expect(models()).toEqual([expected])
  })

  it('one too small and the other at its rpm: 429, and the general fallbacks', async () => {
    const list = [takes('small', 50), entry('main', 'full', { rpm: 1 }, { max_input_tokens: 500 })]
    const context_window_fallbacks = [{ main: ['large'] }]
    const { ask, failure } = await checked(list)
    await ask(long)
    expect(await failure(long)).toMatchObject({ kind: 'none-available', status: 429 })
    const others = [takes('big', 500, 'large'), takes('any', 500, 'other')]
    const world = await checked([...list, ...others], { context_window_fallbacks, fallbacks: [{ main: ['other'] }] })
    await world.ask(long)
    expect(await world.ask(long)).toMatchObject({ model: 'any' })
  })

  it('are not looked at without enable_pre_call_checks', async () => {
    const { ask } = await checked([takes('small', 50)], { enable_pre_call_checks: false })
    expect(await ask(long)).toMatchObject({ model: 'small' })
  })
})

describe('2.9: rpm', () => {
  it('is a limit under simple-shuffle too, for attempts, failed ones included', async () => {
    const { ask, failure, models } = await checked([entry('main', 'a', { rpm: 2 }), entry('main', 'b', { rpm: 1 })])
    for (let i = 0; i < 3; i++) await ask()
    expect(models().toSorted()).toEqual(['a', 'a', 'b'])
    expect(await failure()).toMatchObject({ kind: 'none-available', retryAfterMs: 60_000 })
  })
})

describe('2.9: regions', () => {
  const regions = [
    entry('main', 'eu', { region_name: 'eu' }),
    entry('main', 'us', { region_name: 'us' }),
    entry('main', 'somewhere'),
  ]

  it.each(['eu', 'us'])('a request that may go to %s goes there, 30 of 30', async (region) => {
    const { ask, models } = await checked(regions)
    for (let i = 0; i < 30; i++) await ask({ allowed_model_region: region })
    expect(new Set(models())).toEqual(new Set([region]))
  })

  it('one that says nothing goes anywhere', async () => {
    const { ask, models } = await checked(regions)
    for (let i = 0; i < 60; i++) await ask()
    expect(new Set(models())).toEqual(new Set(['eu', 'us', 'somewhere']))
  })

  it('where nobody is there: 429, and the fallbacks', async () => {
    const { failure, models } = await checked(regions)
    expect(await failure({ allowed_model_region: 'asia' })).toMatchObject({ kind: 'none-available', status: 429 })
    expect(models()).toEqual([])
    const list = [...regions, entry('other', 'asia', { region_name: 'asia' })]
    const world = await checked(list, { fallbacks: [{ main: ['other'] }] })
    expect(await world.ask({ allowed_model_region: 'asia' })).toMatchObject({ model: 'asia' })
  })

  it('the parameter is not for the provider', async () => {
    const { ask, provider } = await checked(regions, {}, { eu: [says('ok')] })
    await ask({ allowed_model_region: 'eu' })
    expect(provider.calls[0]?.request).not.toHaveProperty('allowed_model_region')
  })
})
