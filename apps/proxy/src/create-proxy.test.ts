import { fromObject } from '@turnout/config-loader'
import type { RouterConfig } from '@turnout/core'
import { available } from '@turnout/router/available'
import { fails, type Step, says, scriptedProvider } from '@turnout/testing'
import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { type RunningProxy, startProxy } from './create-proxy.ts'

const running: RunningProxy[] = []
afterEach(() => Promise.all(running.splice(0).map((proxy) => proxy.close())))

function configOf(file: object): RouterConfig {
  const { config, problems } = fromObject(file, { available: available(['scripted']), environment: {} })
  if (!config) throw new Error(JSON.stringify(problems))
  return config
}

async function start(steps: readonly Step[], settings: object = {}) {
  const logged: string[] = []
  const config = configOf({
    model_list: [
      { model_name: 'm', litellm_params: { model: 'scripted/m', num_retries: 0 }, model_info: { id: 'the-id' } },
    ],
    ...settings,
  })
  const log = pino({ level: 'warn' }, { write: (line) => void logged.push(line) })
  const proxy = await startProxy(config, {
    port: 0,
    log,
    instances: { providers: { scripted: scriptedProvider({ m: steps }) } },
  })
  running.push(proxy)
  const ask = (headers: Record<string, string> = {}, extra: object = {}) =>
    fetch(`${proxy.url}/chat/completions`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'hi' }], ...extra }),
    })
  return { proxy, ask, logged }
}

describe('the proxy', () => {
  it('tells at /router/state how it is, to those who may know', async () => {
    const { proxy, ask } = await start([fails('authentication')], { general_settings: { master_key: 'sk-1' } })
    expect((await fetch(`${proxy.url}/router/state`)).status).toBe(401)
    const headers = { authorization: 'Bearer sk-1' }
    await ask(headers)
    const state = await (await fetch(`${proxy.url}/router/state`, { headers })).json()
    expect(state).toMatchObject({
      ...{ instance: null, generation: 1, instances: [], store: { shared: false, status: 'ok' } },
      deployments: [
        { id: 'the-id', group: 'm', provider: 'scripted', model: 'm', failures: 1, cooling_after: 'authentication' },
      ],
    })
  })

  it('tells nothing of itself without the key', async () => {
    const { proxy } = await start([says('ok')], { general_settings: { master_key: 'sk-1' } })
    const pages = ['/router/events', '/router/decisions', '/router/decisions/x', '/health', '/health?check=1']
    const lists = ['/model/info', '/v1/model/info', '/model_group/info', '/v1/model_group/info']
    for (const path of [...pages, ...lists]) expect((await fetch(`${proxy.url}${path}`)).status).toBe(401)
    expect((await fetch(`${proxy.url}/router/explain`, { method: 'POST', body: '{}' })).status).toBe(401)
  })

  it('adds LiteLLM’s header names where they are asked for', async () => {
    const { ask } = await start([says('ok')], { general_settings: { litellm_headers: true } })
    const { headers } = await ask()
    expect(headers.get('x-turnout-model-id')).toBe('the-id')
    expect(headers.get('x-litellm-model-id')).toBe('the-id')
    expect(headers.get('x-litellm-call-id')).toBe(headers.get('x-request-id'))
    const { ask: plain } = await start([says('ok')])
    expect((await plain()).headers.get('x-litellm-model-id')).toBeNull()
  })

  it('encodes what a translating adapter gives as values', async () => {
    const { ask } = await start([says('hello')])
    expect(await (await ask()).json()).toMatchObject({ choices: [{ message: { content: 'hello' } }] })
    expect(await (await ask({}, { stream: true })).text()).toMatch(/^data: \{.*"hello".*data: \[DONE\]\n\n$/s)
  })

  it('takes Azure’s URLs, where the model stands in the path', async () => {
    const { proxy } = await start([says('ok')])
    const url = `${proxy.url}/openai/deployments/m/chat/completions?api-version=2024-10-21`
    const response = await fetch(url, {
      method: 'POST',
      body: JSON.stringify({ messages: [{ role: 'user', content: 'hi' }] }),
    })
    expect(response.status).toBe(200)
  })

  it('says when a wait is worth it', async () => {
    const { ask } = await start([fails('rate-limit', { retryAfterMs: 1_500 })])
    const { status, headers } = await ask()
    expect([status, headers.get('retry-after'), headers.get('x-should-retry')]).toEqual([429, '2', 'true'])
  })

  it('logs an upstream failure once, and what the caller got wrong not at all', async () => {
    const { ask, logged } = await start([fails('server'), fails('bad-request')])
    await ask({ 'x-request-id': 'r1' })
    await ask()
    expect(logged).toHaveLength(1)
    expect(JSON.parse(logged[0] ?? '')).toMatchObject({ requestId: 'r1', kind: 'server', attempts: ['the-id: server'] })
  })

  it('refuses to listen beyond loopback without a key', async () => {
    await expect(startProxy(configOf({ model_list: [] }), { host: '0.0.0.0', port: 0 })).rejects.toThrow(/master_key/)
  })

  it('closes while a connection is open that has asked nothing', async () => {
    const { connect } = await import('node:net')
    const { proxy } = await start([says('ok')])
    const { port } = new URL(proxy.url)
    const socket = connect(Number(port), '127.0.0.1')
    await new Promise((resolve) => socket.once('connect', resolve))
    await proxy.close()
    running.length = 0
    expect(await new Promise((resolve) => socket.once('close', () => resolve('closed')))).toBe('closed')
  })
})
