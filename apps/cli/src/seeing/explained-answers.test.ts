import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { completion, event, sendJson, startEvents, startUpstream } from '../../../../tools/fake-upstream.ts'
import { serveTurnout } from '../../../../tools/start-turnout.ts'
import { stopNow, until } from '../test-support/running-turnout.test.ts'
import { page } from '../test-support/seeing.test.ts'

let upstream: Awaited<ReturnType<typeof startUpstream>>
let turnout: Awaited<ReturnType<typeof serveTurnout>>
let client: OpenAI

const embedding = JSON.stringify({
  ...{ object: 'list', model: 'e', data: [{ object: 'embedding', index: 0, embedding: [1, 2] }] },
  usage: { prompt_tokens: 2, total_tokens: 2 },
})

beforeAll(async () => {
  upstream = await startUpstream((response, { path, body }) => {
    const { model, stream } = JSON.parse(body) as { model: string; stream?: boolean }
    if (model === 'broken') return sendJson(response, 500, '{"error":{"message":"oops"}}')
    if (path.endsWith('/embeddings')) return sendJson(response, 200, embedding)
    if (path.endsWith('/rerank'))
      return sendJson(response, 200, '{"id":"r","results":[{"index":0,"relevance_score":1}]}')
    if (!stream) return sendJson(response, 200, `${completion('Grüezi 世界')}\n`)
    startEvents(response).write(event({ role: 'assistant', content: 'Grüezi' }))
    if (model === 'cut') return void setTimeout(() => response.destroy(), 50)
    return void response.end(`${event({}, 'stop')}data: [DONE]\n\n`)
  })
  const deployment = (group: string, model: string, more = '') =>
    `  - { model_name: ${group}, litellm_params: { model: openai/${model}, api_base: ${upstream.base}/v1, api_key: sk-upstream${more} } }`
  const price = ', input_cost_per_token: 0.000001, output_cost_per_token: 0.000002'
  turnout = await serveTurnout(
    [
      'model_list:',
      ...[deployment('good', 'good', price), deployment('bad', 'broken'), deployment('cut', 'cut')],
      ...[deployment('listed', 'gpt-4o'), deployment('unknown', 'nobody-knows')],
      `  - { model_name: ranking, litellm_params: { model: cohere/rerank, api_base: ${upstream.base}, api_key: k } }`,
      'router_settings: { num_retries: 1, disable_cooldowns: true, fallbacks: [{ bad: [good] }] }',
      'general_settings: { litellm_headers: true }',
    ].join('\n'),
  )
  client = new OpenAI({ baseURL: `${turnout.url}/v1`, apiKey: 'x', maxRetries: 0 })
})

afterAll(async () => {
  await stopNow(turnout)
  await upstream.stop()
})

const messages = [{ role: 'user' as const, content: 'a secret question' }]
const explain = { headers: { 'x-turnout-explain': '1' } }

/** What is told of itself by an answer of any shape. */
interface Told {
  readonly turnout_decision?: {
    readonly request_id: string
    readonly group: string
    readonly fallbacks: number
    readonly cost_usd: number | null
    readonly attempts: readonly { readonly deployment_id: string; readonly error: object | null }[]
    readonly steps: readonly { readonly type: string; readonly chosen?: string }[]
  }
}

describe('an answer that was asked to explain itself', () => {
  it.each(['good', 'bad'])('tells what its headers tell, and more: %s', async (model) => {
    const { data, response } = await client.chat.completions.create({ model, messages }, explain).withResponse()
    const { turnout_decision: told, ...rest } = data as typeof data & Told
    expect(rest).toEqual(JSON.parse(completion('Grüezi 世界')))
    const header = (name: string) => response.headers.get(`x-turnout-${name}`)
    expect(told).toMatchObject({
      ...{ request_id: response.headers.get('x-request-id'), group: header('model-group') },
      ...{ fallbacks: Number(header('attempted-fallbacks')), cost_usd: Number(header('response-cost')) },
    })
    const served = told?.attempts.filter(({ error }) => error === null) ?? []
    expect(served.map(({ deployment_id }) => deployment_id)).toEqual([header('model-id')])
    const chosen = told?.steps.flatMap((step) => (step.type === 'choice' ? [step.chosen] : []))
    expect(chosen).toEqual(told?.attempts.map(({ deployment_id }) => deployment_id))
    expect(chosen).toHaveLength(model === 'good' ? 1 : 3)
    expect(response.headers.get('x-litellm-response-cost')).toBe('0.000007')
  })

  it('is an embedding or a ranking, too', async () => {
    const found = await client.embeddings.create({ model: 'good', input: 'a', encoding_format: 'float' }, explain)
    expect(found as typeof found & Told).toMatchObject({ turnout_decision: { operation: 'embedding' } })
    const body = JSON.stringify({ model: 'ranking', query: 'a', documents: ['a'] })
    const ranking = await page(turnout, '/v1/rerank', { method: 'POST', body, ...explain })
    expect(ranking).toMatchObject({ results: [{ index: 0 }], turnout_decision: { operation: 'rerank' } })
  })

  it('is a stream with one event more, which the official client takes for a chunk', async () => {
    const stream = await client.chat.completions.create({ model: 'good', messages, stream: true }, explain)
    const chunks = []
    for await (const chunk of stream) chunks.push(chunk as typeof chunk & Told)
    const [told] = chunks.slice(-1)
    expect(chunks.map(({ id }) => id)).toEqual(chunks.map(() => 'chatcmpl-1'))
    expect(told).toMatchObject({ object: 'chat.completion.chunk', choices: [], turnout_decision: { stream: true } })
    const helped = client.chat.completions.stream({ model: 'good', messages }, explain)
    expect((await helped.finalChatCompletion()).choices[0]?.message.content).toBe('Grüezi')
  })

  it('is an error with the record beside it, also in a stream that broke', async () => {
    const ask = (model: string, stream: boolean) =>
      fetch(`${turnout.url}/v1/chat/completions`, {
        ...{ method: 'POST', body: JSON.stringify({ model, messages, stream, disable_fallbacks: true }) },
        ...explain,
      })
    const failed = (await (await ask('bad', false)).json()) as Told
    expect(failed).toMatchObject({ error: { code: 'upstream_error' }, turnout_decision: { status: 502 } })
    expect(failed.turnout_decision?.attempts).toHaveLength(2)
    const events = (await (await ask('cut', true)).text()).split('\n\n').filter((text) => text.startsWith('data: '))
    const last = JSON.parse(events.at(-1)?.slice('data: '.length) ?? '') as Told
    expect(last).toMatchObject({ error: {}, turnout_decision: { stream: true, attempts: [{}] } })
    await expect(
      (async () => {
        for await (const chunk of await client.chat.completions.create(
          { model: 'cut', messages, stream: true },
          explain,
        ))
          void chunk
      })(),
    ).rejects.toBeInstanceOf(OpenAI.APIError)
  })

  it('has no record where it was refused before it was understood', async () => {
    for (const body of ['{', '{"model":"nobody","messages":[{"role":"user","content":"hi"}]}', '{}'])
      expect(await page(turnout, '/v1/chat/completions', { method: 'POST', body, ...explain })).not.toHaveProperty(
        'turnout_decision',
      )
  })

  it('does not say the prompt again', async () => {
    const data = await client.chat.completions.create({ model: 'good', messages }, explain)
    expect(JSON.stringify(data)).not.toContain('a secret question')
  })
})

describe('what an answer cost', () => {
  it('is known by the list price where no price is configured, and not told where there is none', async () => {
    const costOf = async (model: string, stream = false) => {
      const { response } = await client.chat.completions.create({ model, messages, stream }).withResponse()
      return response.headers.get('x-turnout-response-cost')
    }
    // The tables are loaded when the first request has ended.
    await until(async () => Number(await costOf('listed')) > 0, turnout.output)
    expect([await costOf('unknown'), await costOf('good', true)]).toEqual([null, null])
  })
})

describe('a request that is only explained', () => {
  it('is told who would be asked, and nobody is', async () => {
    const before = upstream.asked.length
    const ask = (query: string, body: object) =>
      page(turnout, `/router/explain${query}`, { method: 'POST', body: JSON.stringify(body) })
    expect(await ask('', { model: 'bad', messages })).toMatchObject({
      ...{ operation: 'chat', model: 'bad', choices: [{ group: 'bad' }, { group: 'good' }] },
    })
    expect(await ask('', { model: 'good', input: 'a' })).toMatchObject({ operation: 'embedding' })
    expect(await ask('?operation=text_completion', { model: 'good', prompt: 'a' })).toMatchObject({
      operation: 'textCompletion',
    })
    expect(await ask('?operation=nonsense', { model: 'good', messages })).toMatchObject({
      error: { param: 'operation' },
    })
    expect(await ask('', { model: 'nobody', messages })).toMatchObject({ error: { code: 'model_not_found' } })
    expect(upstream.asked).toHaveLength(before)
  })
})
