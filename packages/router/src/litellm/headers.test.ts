import { fails, says } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { entries, type Script, setUpFile } from '../test-support/scripted-groups.test.ts'

const setUp = (script: Script, more: { readonly router?: object; readonly general?: object } = {}) =>
  setUpFile(
    {
      model_list: [...entries('main', ['a']), ...entries('spare', ['b'])],
      router_settings: { fallbacks: [{ main: ['spare'] }], ...more.router },
      general_settings: { litellm_headers: true, ...more.general },
    },
    script,
  )

const retried = { a: [fails('rate-limit'), says('ok')] }
const broken = { a: [fails('authentication')] }

/** The same facts under both names. */
const both = (fact: string): readonly string[] => [`x-litellm-${fact}`, `x-turnout-${fact}`]

describe.each([
  ['plain', false],
  ['streamed', true],
])('the headers of a %s answer', (_, stream) => {
  it.each(both('attempted-retries'))('16: one 429, then success, with num_retries 50: %s is 1', async (name) => {
    const { post } = await setUp(retried)
    const response = await post({ stream, num_retries: 50 })
    expect([response.status, response.headers.get(name)]).toEqual([200, '1'])
  })

  it('16: and x-litellm-max-retries is 50', async () => {
    const { post } = await setUp(retried)
    expect((await post({ stream, num_retries: 50 })).headers.get('x-litellm-max-retries')).toBe('50')
  })

  it.each(['x-litellm-num-retries', 'x-turnout-num-retries'])('16: the number may come by %s', async (name) => {
    const four = Array.from({ length: 4 }, () => fails('server'))
    const { post, models } = await setUp({ a: [...four, says('ok')] })
    const { headers } = await post({ stream }, { [name]: '7' })
    expect([headers.get('x-litellm-attempted-retries'), headers.get('x-litellm-max-retries')]).toEqual(['4', '7'])
    expect(models()).toHaveLength(5)
  })

  it.each(both('attempted-retries'))('16: without a retry %s is 0, and there is no max-retries', async (name) => {
    const { post } = await setUp({})
    const { headers } = await post({ stream })
    expect([headers.get(name), headers.get('x-litellm-max-retries')]).toEqual(['0', null])
  })

  it.each(both('attempted-fallbacks'))('45: %s is 0 without a fallback, and 1 with one', async (name) => {
    const without = await setUp({})
    expect((await without.post({ stream })).headers.get(name)).toBe('0')
    const { post } = await setUp(broken)
    const { status, headers } = await post({ stream })
    expect([status, headers.get(name)]).toEqual([200, '1'])
  })

  it('45: with a fallback the group, the deployment and the retries are those that served', async () => {
    const { post } = await setUp(broken)
    const { headers } = await post({ stream })
    for (const name of both('model-group')) expect(headers.get(name)).toBe('spare')
    for (const name of both('model-id')) expect(headers.get(name)).toBe('b')
    for (const name of both('attempted-retries')) expect(headers.get(name)).toBe('0')
  })

  it('there are none of LiteLLM’s names without litellm_headers', async () => {
    const { post } = await setUp({}, { general: { litellm_headers: false } })
    const names = [...(await post({ stream })).headers.keys()]
    expect(names).toContain('x-turnout-attempted-fallbacks')
    expect(names.filter((name) => name.startsWith('x-litellm-'))).toEqual([])
  })

  it('the request’s id comes back, also as LiteLLM’s call id', async () => {
    const { post } = await setUp({})
    const { headers } = await post({ stream }, { 'x-request-id': 'mine' })
    expect([headers.get('x-request-id'), headers.get('x-litellm-call-id')]).toEqual(['mine', 'mine'])
  })
})

describe('the headers of an error', () => {
  const script = { a: [fails('rate-limit', { retryAfterMs: 12_300 })], b: [fails('server')] }

  it('say whether and when to try again', async () => {
    const { post } = await setUp(script, { router: { num_retries: 0 } })
    const { status, headers } = await post()
    expect([status, headers.get('retry-after'), headers.get('x-should-retry')]).toEqual([429, '13', 'true'])
  })

  it('say not to where it would not help', async () => {
    const { post } = await setUp({ a: [fails('bad-request')] })
    const { status, headers } = await post()
    expect([status, headers.get('retry-after'), headers.get('x-should-retry')]).toEqual([400, null, 'false'])
  })

  it('an upstream’s 401 is 502, with an upstream’s code (interface.md, 18)', async () => {
    const { post } = await setUp(broken, { router: { fallbacks: [] } })
    const response = await post()
    expect(response.status).toBe(502)
    expect(await response.json()).toMatchObject({ error: { type: 'upstream_error', code: 'upstream_auth_error' } })
  })
})
