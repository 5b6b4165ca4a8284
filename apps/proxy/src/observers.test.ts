import { fromObject } from '@turnout/config-loader'
import { available } from '@turnout/router/available'
import { says, scriptedProvider } from '@turnout/testing'
import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { type RunningProxy, startProxy } from './create-proxy.ts'

const running: RunningProxy[] = []
afterEach(() => Promise.all(running.splice(0).map((proxy) => proxy.close())))

async function start(settings: object = {}, maxMegabytes = 1) {
  const written: string[] = []
  const { config } = fromObject(
    {
      model_list: [{ model_name: 'm', litellm_params: { model: 'scripted/m' }, model_info: { id: 'east' } }],
      general_settings: { master_key: 'sk-canary', max_request_size_mb: maxMegabytes },
      litellm_settings: settings,
    },
    { available: available(['scripted']), environment: {} },
  )
  if (!config) throw new Error('not a configuration')
  const accessLog = {
    write(text: string, done: () => void) {
      written.push(text)
      done()
    },
    writableLength: 0,
  }
  const log = pino({ level: 'silent' })
  const providers = { scripted: scriptedProvider({ m: [says('a secret answer')] }) }
  const proxy = await startProxy(config, { port: 0, log, accessLog, instances: { providers } })
  running.push(proxy)
  const post = (body: string, key = 'sk-canary') =>
    fetch(`${proxy.url}/v1/chat/completions`, { method: 'POST', body, headers: { authorization: `Bearer ${key}` } })
  const metrics = (key?: string) =>
    fetch(`${proxy.url}/metrics`, { headers: key === undefined ? {} : { authorization: `Bearer ${key}` } })
  const told = async (): Promise<readonly unknown[]> => {
    await proxy.close()
    return written
      .join('')
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
  }
  return { proxy, post, metrics, told, written }
}

const question = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'a secret question' }] })

describe('/metrics', () => {
  it('is open, in the format that Prometheus reads', async () => {
    const { post, metrics } = await start()
    await (await post(question)).text()
    const answer = await metrics()
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ])
    expect(await answer.text()).toContain('{requested_model="m",operation="chat",status_code="200"} 1\n')
  })

  it('wants the key where the configuration says so', async () => {
    const { metrics } = await start({ require_auth_for_metrics_endpoint: true })
    expect([(await metrics()).status, (await metrics('sk-canary')).status]).toEqual([401, 200])
  })

  it('counts once where the configuration names it, too', async () => {
    const { post, metrics } = await start({ success_callback: ['prometheus'] })
    await (await post(question)).text()
    expect(await (await metrics()).text()).toContain('litellm_input_tokens_metric_total{requested_model="m"')
  })
})

describe('the access log', () => {
  it('has a line for every request, also those that never came to the router', async () => {
    const { post, told, written } = await start({}, 0.001)
    await (await post(question)).text()
    await (await post('{bad')).text()
    await (await post(question, 'sk-wrong')).text()
    await (await post(' '.repeat(2_000))).text()
    await (await post(question.replace('"m"', '"nobody"'))).text()
    expect(await told()).toMatchObject([
      { status: 200, model: 'm', group: 'm', deployment: 'east', provider: 'scripted', attempts: 1, tokens_in: 1 },
      { status: 400, code: 'invalid_json' },
      { status: 401, failure: 'caller-authentication' },
      { status: 413, code: 'request_too_large' },
      { status: 404, model: 'nobody' },
    ])
    for (const secret of ['secret', 'canary', 'wrong']) expect(written.join('')).not.toContain(secret)
  })
})
