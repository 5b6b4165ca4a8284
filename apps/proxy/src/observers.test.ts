import { fromObject } from '@turnout/config-loader'
import { type Clock, defineCallback, systemClock } from '@turnout/core'
import { systemRuntime } from '@turnout/router'
import { available } from '@turnout/router/available'
import { fails, type Step, says, scriptedProvider } from '@turnout/testing'
import { pino } from 'pino'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type RunningProxy, startProxy } from './create-proxy.ts'

const running: RunningProxy[] = []
afterEach(() => Promise.all(running.splice(0).map((proxy) => proxy.close())))

const throwing = defineCallback({
  name: 'throwing',
  on() {
    throw new Error('a secret reason')
  },
})

async function start(settings: object = {}, maxMegabytes = 1, step: Step = says('a secret answer')) {
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
  const provider = scriptedProvider({ m: [step] })
  let holds = false
  const held: (() => void)[] = []
  const clock: Clock = {
    ...systemClock,
    afterwards: (run) => void (holds && provider.calls.length > 0 ? held.push(run) : setImmediate(run)),
  }
  const instances = { providers: { scripted: provider }, callbacks: [throwing], runtime: { ...systemRuntime(), clock } }
  const proxy = await startProxy(config, { port: 0, log, accessLog, instances })
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
  /** From the provider's answer on, what is to come at the end of a turn waits until two things do. */
  const holdTurn = () => {
    holds = true
    return async () => {
      await vi.waitFor(() => expect(held.length).toBeGreaterThan(1))
      holds = false
      for (const run of held) run()
    }
  }
  return { proxy, post, metrics, told, written, holdTurn }
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

  it('tells how deployments are, and what callbacks could not pass on', async () => {
    const { proxy, post, metrics } = await start({}, 1, fails('authentication'))
    await (await post(question)).text()
    const text = await (await metrics()).text()
    expect(text).toMatch(/^litellm_deployment_state\{.*model_id="east".*\} 2$/m)
    const failed = Number(/^turnout_callback_failed_total\{callback="throwing"\} (\d+)$/m.exec(text)?.[1])
    expect(failed).toBeGreaterThan(0)
    expect(text).toContain('turnout_callback_dropped_total{callback="throwing"} 0\n')
    expect(text).not.toContain('secret')
    const headers = { authorization: 'Bearer sk-canary' }
    const state = await (await fetch(`${proxy.url}/router/state`, { headers })).json()
    expect(state).toMatchObject({ callbacks: expect.arrayContaining([{ name: 'throwing', dropped: 0, failed }]) })
  })

  it('counts what was answered before it was asked for, though whoever counts is told later', async () => {
    const { post, metrics, holdTurn } = await start()
    const endTurn = holdTurn()
    await (await post(question)).text()
    const answer = metrics()
    await endTurn()
    expect(await (await answer).text()).toContain('{requested_model="m",operation="chat",status_code="200"} 1\n')
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
