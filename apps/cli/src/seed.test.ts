import { createRouterFromConfig } from '@turnout/router'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { completion, sendJson, startUpstream } from '../../../tools/fake-upstream.ts'
import { seedProduction } from '../../../tools/seed-production.ts'
import { serveTurnout } from '../../../tools/start-turnout.ts'
import { stopNow } from './test-support/running-turnout.test.ts'

let upstream: Awaited<ReturnType<typeof startUpstream>>
/** Models of the local provider that answer 503. */
const down = new Set<string>()

beforeAll(async () => {
  upstream = await startUpstream((response, { path, body }) => {
    const { model } = JSON.parse(body) as { model: string }
    const name = /deployments\/([^/]+)/.exec(path)?.[1] ?? model
    if (down.has(name)) return sendJson(response, 503, '{"error":{"message":"down"}}')
    if (path.endsWith('/v1/messages'))
      return sendJson(
        response,
        200,
        JSON.stringify({
          ...{ id: 'msg_1', type: 'message', role: 'assistant', model },
          content: [{ type: 'text', text: `from ${name}` }],
          ...{ stop_reason: 'end_turn', usage: { input_tokens: 1, output_tokens: 1 } },
        }),
      )
    return sendJson(response, 200, completion(`from ${name}`, name))
  })
})

afterAll(() => upstream.stop())

const messages = [{ role: 'user' as const, content: 'Hello' }]

/** "YAML Configuration (for Proxy)" of the seed page, indented, with the local provider behind it. */
const basic = () => `
model_list:
  - model_name: gpt-4
    litellm_params:
      model: azure/gpt-4
      api_key: os.environ/AZURE_API_KEY
      api_base: ${upstream.base}/
    tpm: 100000
    rpm: 1000
  - model_name: gpt-4
    litellm_params:
      model: gpt-4
      api_key: os.environ/OPENAI_API_KEY
      api_base: ${upstream.base}/v1
    tpm: 90000
    rpm: 900

router_settings:
  routing_strategy: usage-based-routing
  num_retries: 3
  timeout: 30
  fallbacks:
    - gpt-4: ["gpt-3.5-turbo"]
`

const keys = { AZURE_API_KEY: 'azure-key', OPENAI_API_KEY: 'openai-key', ANTHROPIC_API_KEY: 'anthropic-key' }

async function say(url: string, model: string): Promise<string> {
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    body: JSON.stringify({ model, messages }),
  })
  const { choices } = (await response.json()) as { choices?: { message: { content: string } }[] }
  return choices?.[0]?.message.content ?? String(response.status)
}

describe('the seed page', () => {
  it('Basic Router Setup: serves from both deployments, each under its own key and URL', async () => {
    const turnout = await serveTurnout(basic(), keys)
    upstream.asked.length = 0
    for (let i = 0; i < 40; i++) expect(await say(turnout.url, 'gpt-4')).toBe('from gpt-4')
    const byPath = Map.groupBy(upstream.asked, ({ path }) => path)
    expect([...byPath.keys()].toSorted()).toEqual([
      '/openai/deployments/gpt-4/chat/completions?api-version=2024-10-21',
      '/v1/chat/completions',
    ])
    const azure = byPath.get('/openai/deployments/gpt-4/chat/completions?api-version=2024-10-21')?.[0]
    expect(azure?.headers).toMatchObject({ 'api-key': 'azure-key' })
    expect(byPath.get('/v1/chat/completions')?.[0]?.headers).toMatchObject({ authorization: 'Bearer openai-key' })
    await stopNow(turnout)
  })

  it('simple-shuffle: chooses in proportion to rpm', async () => {
    const turnout = await serveTurnout(
      basic().replace('usage-based-routing', 'simple-shuffle').replace('rpm: 1000', 'rpm: 8100'),
      keys,
    )
    upstream.asked.length = 0
    for (let i = 0; i < 200; i++) await say(turnout.url, 'gpt-4')
    const azure = upstream.asked.filter(({ path }) => path.includes('deployments')).length
    expect(azure).toBeGreaterThan(150)
    expect(azure).toBeLessThan(200)
    await stopNow(turnout)
  })

  it('Basic Fallbacks: gpt-4 → gpt-3.5-turbo → claude-2, in order', async () => {
    const deployment = (name: string, model: string, base: string, key: string) =>
      `  - model_name: ${name}\n    litellm_params:\n      model: ${model}\n      api_base: ${base}\n      api_key: os.environ/${key}\n`
    const yaml = `model_list:
${deployment('gpt-4', 'gpt-4', `${upstream.base}/v1`, 'OPENAI_API_KEY')}${deployment('gpt-3.5-turbo', 'gpt-3.5-turbo', `${upstream.base}/v1`, 'OPENAI_API_KEY')}${deployment('claude-2', 'claude-2', upstream.base, 'ANTHROPIC_API_KEY')}
litellm_settings:
  num_retries: 0
  fallbacks:
    - gpt-4: ["gpt-3.5-turbo", "claude-2"]
`
    const turnout = await serveTurnout(yaml, keys)
    expect(await say(turnout.url, 'gpt-4')).toBe('from gpt-4')
    down.add('gpt-4')
    expect(await say(turnout.url, 'gpt-4')).toBe('from gpt-3.5-turbo')
    down.add('gpt-3.5-turbo')
    expect(await say(turnout.url, 'gpt-4')).toBe('from claude-2')
    expect(upstream.asked.at(-1)?.headers).toMatchObject({
      'x-api-key': 'anthropic-key',
      'anthropic-version': '2023-06-01',
    })
    down.clear()
    await stopNow(turnout)
  })

  it('Model Aliases: all three names work', async () => {
    const router = await createRouterFromConfig({
      model_list: [
        {
          model_name: 'prod-gpt-4',
          litellm_params: { model: 'gpt-4', api_key: 'key', api_base: `${upstream.base}/v1` },
        },
      ],
      router_settings: { model_group_alias: { 'gpt-4': 'prod-gpt-4', gpt4: 'prod-gpt-4' } },
    })
    for (const model of ['gpt-4', 'gpt4', 'prod-gpt-4']) {
      const answer = await router.completion({ model, messages })
      expect(answer.choices[0]?.message.content).toBe('from gpt-4')
    }
    expect(router.models().map(({ id }) => id)).toEqual(['prod-gpt-4', 'gpt-4', 'gpt4'])
    await router.close()
  })

  it('Complete Production Example: serves gpt-4, gpt4 and claude-2 with nothing but its keys set', async () => {
    const turnout = await serveTurnout(seedProduction.replaceAll(/https:\/\/\w+\.openai\.azure\.com/g, upstream.base), {
      ...{ AZURE_KEY_EAST: 'east', AZURE_KEY_WEST: 'west', OPENAI_API_KEY: 'openai', ANTHROPIC_API_KEY: 'anthropic' },
      ...{ OPENAI_BASE_URL: `${upstream.base}/v1`, ANTHROPIC_BASE_URL: upstream.base },
    })
    expect(turnout.output()).toContain('There is no group prod-gpt-4; the group gpt-4 serves.')
    expect(turnout.output()).toContain('The environment variable REDIS_PASSWORD is not set.')
    for (const [model, answer] of [
      ['gpt-4', 'from gpt-4'],
      ['gpt4', 'from gpt-4'],
      ['claude-2', 'from claude-2'],
      ['gpt-3.5-turbo', 'from gpt-3.5-turbo'],
    ] as const)
      expect(await say(turnout.url, model)).toBe(answer)
    down.add('gpt-4')
    expect(await say(turnout.url, 'gpt4')).toBe('from gpt-3.5-turbo')
    down.clear()
    await stopNow(turnout)
  })
})
