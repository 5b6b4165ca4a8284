import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { completion, sendJson, startUpstream } from '../../../../tools/fake-upstream.ts'
import { serveTurnout } from '../../../../tools/start-turnout.ts'
import { ask } from '../test-support/ask-turnout.test.ts'
import { canary, leaks } from '../test-support/canaries.test.ts'
import { stopNow, type Turnout, until } from '../test-support/running-turnout.test.ts'
import { page } from '../test-support/seeing.test.ts'

const secrets = Object.fromEntries(
  ['key', 'header', 'password', 'query', 'info', 'default', 'token'].map((field) => [field, canary(`seeing ${field}`)]),
)

let works = false
let upstream: Awaited<ReturnType<typeof startUpstream>>
let turnout: Turnout

beforeAll(async () => {
  upstream = await startUpstream((response, { path, body }) => {
    const { model } = JSON.parse(body) as { model: string }
    if (model === 'ill' && !works) return sendJson(response, 401, '{"error":{"message":"no"}}')
    if (path.endsWith('/embeddings'))
      return sendJson(
        response,
        200,
        '{"object":"list","model":"e","data":[{"object":"embedding","index":0,"embedding":[1]}]}',
      )
    return sendJson(response, 200, completion('well'))
  })
  const base = `${upstream.base}/v1`
  turnout = await serveTurnout(`
model_list:
  - model_name: well
    litellm_params:
      model: openai/well
      api_base: ${base.replace('//', `//user:${secrets['password']}@`)}?key=${secrets['query']}
      api_key: ${secrets['key']}
      extra_headers: { x-gateway: ${secrets['header']} }
      azure_ad_token: ${secrets['token']}
      odd_parameter: ${secrets['default']}
      temperature: 0.5
      rpm: 10
    model_info: { id: well-1, mode: chat, team: search, api_key: ${secrets['info']}, note: "is ${secrets['key']}", supports_vision: true, input_cost_per_token: 0.000001 }
  - { model_name: well, litellm_params: { model: openai/gpt-4o, api_base: ${base}, api_key: k, rpm: 5 }, model_info: { id: well-2 } }
  - { model_name: ill, litellm_params: { model: openai/ill, api_base: ${base}, api_key: k, cooldown_time: 2 }, model_info: { id: ill-1 } }
  - { model_name: meaning, litellm_params: { model: openai/e, api_base: ${base}, api_key: k }, model_info: { id: e-1, mode: embedding } }
  - { model_name: painting, litellm_params: { model: openai/p, api_base: ${base}, api_key: k }, model_info: { id: p-1, mode: image_generation } }
  - { model_name: strange, litellm_params: { model: nosuch/model } }
router_settings: { num_retries: 0, routing_strategy: least-busy }
`)
})

afterAll(async () => {
  await stopNow(turnout)
  await upstream.stop()
})

type Endpoint = Readonly<Record<string, unknown>>
const endpoints = (told: object, name: string) => Reflect.get(told, name) as readonly Endpoint[]

describe('/model/info and /model_group/info', () => {
  it('tell what is configured, and no credential, wherever it stands', async () => {
    const paths = [
      '/model/info',
      '/v1/model/info',
      '/model_group/info',
      '/v1/model_group/info',
      '/health',
      '/router/state',
    ]
    const seen = new Map(
      await Promise.all(paths.map(async (path) => [path, JSON.stringify(await page(turnout, path))] as const)),
    )
    expect(leaks(secrets, seen)).toEqual([])
    expect(await page(turnout, '/model/info?litellm_model_id=well-1')).toMatchObject({
      data: [
        {
          model_name: 'well',
          litellm_params: { model: 'openai/well', api_base: `${upstream.base}/v1`, temperature: 0.5, rpm: 10 },
          model_info: { id: 'well-1', mode: 'chat', team: 'search', note: '[secret]', input_cost_per_token: 0.000001 },
        },
      ],
    })
    await ask(turnout, 'well')
    const priced = { model_info: { id: 'well-2', output_cost_per_token: expect.any(Number) } }
    const isPriced = async () =>
      JSON.stringify(await page(turnout, '/model/info?litellm_model_id=well-2')).includes('output_cost')
    await until(isPriced, turnout.output)
    expect(await page(turnout, '/model/info?model=well')).toMatchObject({ data: [{}, priced] })
    expect(await page(turnout, '/model/info?litellm_model_id=nobody')).toMatchObject({
      error: { param: 'litellm_model_id' },
    })
    expect(await page(turnout, '/model_group/info?model_group=well')).toMatchObject({
      data: [{ model_group: 'well', providers: ['openai'], rpm: 15, tpm: null, mode: 'chat', supports_vision: true }],
    })
  })
})

describe('/health', () => {
  it('tells of a cooldown since when and until when, and of its end', async () => {
    expect(await page(turnout, '/health')).toMatchObject({
      ...{ healthy_count: 5, unhealthy_count: 1 },
      unhealthy_endpoints: [{ at: 'model_list[5]', error: expect.stringContaining('nosuch') }],
    })
    const startedMs = Date.now()
    await ask(turnout, 'ill')
    const cooling = await page(turnout, '/health?model=ill')
    const [ill] = endpoints(cooling, 'unhealthy_endpoints')
    expect(ill).toMatchObject({
      model_id: 'ill-1',
      state: 'cooling',
      kind: 'authentication',
      last_failure: { kind: 'authentication' },
    })
    const [since, until_] = [ill?.['since'], ill?.['until']].map((time) => Date.parse(String(time)))
    expect(since).toBeGreaterThanOrEqual(startedMs - 1_000)
    expect((until_ ?? 0) - (since ?? 0)).toBeGreaterThan(1_900)
    const stateIn = async (state: string) =>
      endpoints(await page(turnout, '/health?model=ill'), 'healthy_endpoints')[0]?.['state'] === state
    await until(() => stateIn('on-trial'), turnout.output)
    works = true
    await ask(turnout, 'ill')
    await until(() => stateIn('healthy'), turnout.output)
  })

  it('asks nobody unless it is to, and then each once, with the least there is to ask', async () => {
    const before = upstream.asked.length
    await page(turnout, '/health')
    expect(upstream.asked).toHaveLength(before)
    works = false
    const told = await page(turnout, '/health?check=1')
    expect(endpoints(told, 'healthy_endpoints').map(({ id, check }) => [id, check])).toEqual([
      ...[
        ['well-1', 'ok'],
        ['well-2', 'ok'],
        ['e-1', 'ok'],
        ['p-1', 'skipped'],
      ],
    ])
    expect(endpoints(told, 'unhealthy_endpoints')).toMatchObject([
      { id: 'ill-1', check: 'failed', error_kind: 'authentication' },
      { at: 'model_list[5]' },
    ])
    const asked = upstream.asked.slice(before).map(({ path, body }) => [path, JSON.parse(body) as object])
    expect(asked).toHaveLength(4)
    for (const [path, body] of asked) if (path === '/v1/chat/completions') expect(body).toMatchObject({ max_tokens: 1 })
    await page(turnout, '/health?check=1&model_id=e-1')
    expect(upstream.asked).toHaveLength(before + 5)
  })
})

describe('/router/decisions', () => {
  it('remembers what became of requests, and finds one by its id', async () => {
    const id = 'the-one-to-find'
    const body = JSON.stringify({ model: 'well', messages: [{ role: 'user', content: 'hi' }] })
    await page(turnout, '/v1/chat/completions', { method: 'POST', body, headers: { 'x-request-id': id } })
    await until(async () => 'request_id' in (await page(turnout, `/router/decisions/${id}`)), turnout.output)
    const newest = async (query: string) => endpoints(await page(turnout, `/router/decisions?${query}`), 'data')
    expect(await newest('limit=1')).toMatchObject([{ request_id: id, status: 200, steps: [{ type: 'choice' }] }])
    expect((await newest('failed=1')).every(({ error }) => error !== null)).toBe(true)
    expect((await newest('model=ill')).every(({ model }) => model === 'ill' || model === 'ill-1')).toBe(true)
    expect(await page(turnout, '/router/decisions/nobody')).toMatchObject({ error: { code: 'unknown_request' } })
    expect(await page(turnout, '/router/decisions?limit=0')).toMatchObject({ error: { param: 'limit' } })
  })
})

describe('/router/state', () => {
  it('tells what the strategy sees, and what callbacks have lost', async () => {
    const { deployments, callbacks } = await page(turnout, '/router/state')
    expect(deployments).toMatchObject([{ id: 'well-1', in_flight: 0, view: expect.any(Object) }, {}, {}, {}, {}])
    expect(callbacks).toContainEqual({ name: 'prometheus', dropped: 0, failed: 0 })
  })
})
