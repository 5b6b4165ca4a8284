import type { ErrorKind } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { entries, setUpFile } from '../test-support/scripted-groups.test.ts'

const model_list = [
  ...[...entries('main', ['a']), ...entries('general', ['b'])],
  ...[...entries('longer', ['c']), ...entries('laxer', ['d'])],
]

async function setUp(router: object = {}) {
  const world = await setUpFile({
    model_list,
    router_settings: {
      ...{ allow_mock_testing: true, num_retries: 0, fallbacks: [{ main: ['general'] }] },
      ...{ context_window_fallbacks: [{ main: ['longer'] }], content_policy_fallbacks: [{ main: ['laxer'] }] },
      ...router,
    },
    general_settings: { litellm_headers: true },
  })
  // The adapter that mocks is loaded when it is first asked for, in real time.
  await world.begin({ model: 'general', mock_response: 'loaded' }).catch(() => {})
  return world
}

const mocks = [
  ['mock_response', 'hello'],
  ['mock_testing_fallbacks', true],
  ['mock_testing_context_fallbacks', true],
  ['mock_testing_content_policy_fallbacks', true],
  ['mock_testing_rate_limit_error', true],
  ['mock_testing_fallbacks', 'true'],
] as const

describe('without allow_mock_testing', () => {
  it.each(mocks)('%s: %s is refused, and nobody is asked', async (param, value) => {
    const { post, models } = await setUp({ allow_mock_testing: false })
    const response = await post({ [param]: value })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { code: 'parameter_not_allowed', param } })
    expect(models()).toEqual([])
  })

  it('it is off where nothing is said', async () => {
    const { failure } = await setUpFile({ model_list: entries('main', ['a']) })
    expect(await failure({ mock_response: 'hi' })).toMatchObject({ status: 400, code: 'parameter_not_allowed' })
  })

  it('what is switched off is no mock, and does not go to the provider', async () => {
    const { ask, provider } = await setUp({ allow_mock_testing: false })
    expect(await ask({ mock_testing_fallbacks: false })).toMatchObject({ model: 'a' })
    expect(provider.calls[0]?.request).not.toHaveProperty('mock_testing_fallbacks')
  })
})

describe('mock_response', () => {
  it.each([false, true])('answers with its text, and no provider is asked; stream: %s', async (stream) => {
    const { ask, models } = await setUp()
    expect(await ask({ stream, mock_response: 'It is simulated.' })).toMatchObject({ text: 'It is simulated.' })
    expect(models()).toEqual([])
  })

  it.each<[string, ErrorKind, number]>([
    ['litellm.RateLimitError', 'rate-limit', 429],
    ['litellm.InternalServerError', 'server', 502],
    ['litellm.ContextWindowExceededError', 'context-window', 400],
    ['Exception: content_filter_policy', 'content-policy', 400],
  ])('%s fails like that, in every group that is asked', async (mock_response, kind, status) => {
    for (const stream of [false, true]) {
      const { failure, models } = await setUp()
      const error = await failure({ stream, mock_response })
      expect(error).toMatchObject({ kind, status })
      expect(error.attempts.map((attempt) => attempt.failure?.kind)).toEqual([kind, kind])
      expect(models()).toEqual([])
    }
  })

  it('is retried like any failure', async () => {
    const { failure } = await setUp({ fallbacks: [] })
    const { attempts } = await failure({ mock_response: 'litellm.RateLimitError', num_retries: 2 })
    expect(attempts).toHaveLength(3)
  })

  it('may be a deployment’s own, where requests may bring none', async () => {
    const { begin, models } = await setUpFile({
      model_list: [...entries('main', ['a'], { mock_response: 'litellm.RateLimitError' }), ...entries('spare', ['b'])],
      router_settings: { fallbacks: [{ main: ['spare'] }], num_retries: 0 },
    })
    expect(await begin()).toMatchObject({ model: 'b', fallbacks: 1 })
    expect(models()).toEqual(['b'])
  })
})

describe('mock_testing', () => {
  it.each<[string, string | boolean, string]>([
    ['mock_testing_fallbacks', true, 'b'],
    ['mock_testing_fallbacks', 'true', 'b'],
    ['mock_testing_context_fallbacks', true, 'c'],
    ['mock_testing_content_policy_fallbacks', true, 'd'],
  ])('%s: %s fails the group asked for, and only that', async (param, value, served) => {
    for (const stream of [false, true]) {
      const { post, models } = await setUp({ num_retries: 3 })
      const { status, headers } = await post({ stream, [param]: value })
      expect([status, models(), headers.get('x-litellm-attempted-fallbacks')]).toEqual([200, [served], '1'])
      expect(headers.get('x-litellm-attempted-retries')).toBe('0')
    }
  })

  it.each<[string, ErrorKind, number]>([
    ['mock_testing_fallbacks', 'server', 502],
    ['mock_testing_context_fallbacks', 'context-window', 400],
    ['mock_testing_content_policy_fallbacks', 'content-policy', 400],
  ])('%s is an error where there is nowhere to go', async (param, kind, status) => {
    const { failure, models } = await setUp()
    expect(await failure({ [param]: true, disable_fallbacks: true })).toMatchObject({ kind, status })
    expect(models()).toEqual([])
  })

  it('mock_testing_fallbacks uses the request’s own list', async () => {
    const { ask } = await setUp()
    expect(await ask({ mock_testing_fallbacks: true, fallbacks: ['laxer'] })).toMatchObject({ model: 'd' })
  })

  it('mock_testing_rate_limit_error fails the first attempt, and the retry succeeds', async () => {
    for (const stream of [false, true]) {
      const { post, models } = await setUp({ num_retries: 2 })
      const { status, headers } = await post({ stream, mock_testing_rate_limit_error: true })
      expect([status, models()]).toEqual([200, ['a']])
      expect(headers.get('x-litellm-attempted-retries')).toBe('1')
      expect(headers.get('x-litellm-attempted-fallbacks')).toBe('0')
    }
  })

  it('cools nothing', async () => {
    const { ask, models } = await setUp({ num_retries: 1, allowed_fails: 0 })
    await ask({ mock_testing_rate_limit_error: true })
    await ask({ mock_testing_fallbacks: true })
    expect(await ask()).toMatchObject({ model: 'a' })
    expect(models()).toEqual(['a', 'b', 'a'])
  })
})

it('mock_response that fails cools nothing for others', async () => {
  const { post, models } = await setUp({ allowed_fails: 0, cooldown_time: 60, fallbacks: [] })
  expect((await post({ mock_response: 'litellm.InternalServerError' })).status).toBe(502)
  expect((await post({})).status).toBe(200)
  expect(models()).toEqual(['a'])
})

it('mock_timeout fails the group, and its fallbacks are real', async () => {
  const { post, models } = await setUp()
  const response = await post({ mock_timeout: true })
  expect([response.status, models()]).toEqual([200, ['b']])
})
