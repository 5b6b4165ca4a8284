import { execFileSync, spawnSync } from 'node:child_process'
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { readAnswers } from '@turnout/testing/fault-wall'
import { describe, expect, it, onTestFinished } from 'vitest'
import { completion, event, sendJson, startEvents, startUpstream } from '../../../../tools/fake-upstream.ts'
import { expectedInSoak, soak } from '../../../../tools/prove/load/soak.ts'
import { describeWithRedisServer } from '../../../../tools/redis/describe-with-redis.ts'
import { startRelay } from '../../../../tools/redis/redis-relay.ts'
import { serveTurnout } from '../../../../tools/start-turnout.ts'
import { ask, askAtOnce, statuses, type Told } from '../test-support/ask-turnout.test.ts'
import { saysAfter, upstreamOf } from '../test-support/counting-upstream.test.ts'
import { fleetOf } from '../test-support/fleet.test.ts'
import { type Turnout, until } from '../test-support/running-turnout.test.ts'
import { redisOf, storeLines } from '../test-support/store-lines.test.ts'

/** Whether this system can lower a process's limits. */
const canLimit = !spawnSync('prlimit', ['--version'], { stdio: 'ignore' }).error

const messages = [{ role: 'user', content: 'hi' }]

/** An upstream that does as its model is called, and a Turnout in front of it, until the end of the test. */
async function start({ args, settings = '' }: { args?: readonly string[]; settings?: string } = {}) {
  let count = 0
  const upstream = await startUpstream(async (response, { body }) => {
    const { model, user = '', stream } = JSON.parse(body) as { model: string; user?: string; stream?: boolean }
    count++
    if (model === 'limited') {
      const seconds = user === 'long' ? '40' : '5'
      // Not before all of them have been asked, however slow the machine is.
      await wait(user === 'long' ? 900 : 600)
      return sendJson(response, 429, '{"error":{"message":"slow down"}}', { 'retry-after': seconds })
    }
    if (model === 'failing') return sendJson(response, 500, '{"error":{"message":"no"}}')
    await wait(model === 'late' ? 100 : 0)
    if (!stream) return sendJson(response, 200, completion(user))
    startEvents(response).write(event({ content: 'begun' }))
    await wait(1_500)
    response.end(`${event({}, 'stop')}data: [DONE]\n\n`)
  })
  onTestFinished(upstream.stop)
  const deployment = (name: string, model = name) =>
    `  - { model_name: ${name}, litellm_params: { model: openai/${model}, api_base: ${upstream.base}, api_key: k, num_retries: 0 } }\n`
  const models = ['echo', 'late', 'failing', 'limited'].map((name) => deployment(name)).join('')
  const turnout = await serveTurnout(`model_list:\n${models}${deployment('limited')}${settings}`, {}, args)
  onTestFinished(() => turnout.signal('SIGKILL'))
  return { turnout, count: () => count }
}

const running = async ({ url }: Turnout): Promise<number> => {
  const metrics = await (await fetch(`${url}/metrics`)).text()
  return Number(/^turnout_requests_running (\d+)/m.exec(metrics)?.[1])
}

/** A hundred requests in one go, each with its number. */
function pipelined({ url }: Turnout, model: string): Socket {
  const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => {})
  const requests = Array.from({ length: 100 }, (_, at) => {
    const body = JSON.stringify({ model, user: `number ${at}`, messages })
    return `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`
  })
  socket.write(requests.join(''))
  return socket
}

describe('the fault wall: what needs more than an upstream and a client', () => {
  it('C27: a hundred requests at once on one connection are answered in order', async () => {
    const { turnout } = await start()
    const socket = pipelined(turnout, 'echo')
    let heard = ''
    socket.setEncoding('latin1').on('data', (text: string) => (heard += text))
    await until(
      () => readAnswers(heard, false).filter(({ complete }) => complete).length === 100,
      () => heard.slice(-200),
    )
    const said = readAnswers(heard, false).map(({ body }) => /number \d+/.exec(body)?.[0])
    expect(said).toEqual(Array.from({ length: 100 }, (_, at) => `number ${at}`))
    socket.destroy()
    const leaving = pipelined(turnout, 'late')
    await until(async () => (await running(turnout)) > 0, turnout.output)
    leaving.destroy()
    await until(async () => (await running(turnout)) === 0, turnout.output)
  })

  it('U34: of two waits that a deployment asks for, the longer counts', async () => {
    const { turnout } = await start()
    const body = { messages }
    await Promise.all(
      Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? 'short' : 'long')).map((user) =>
        ask(turnout, 'limited', { ...body, user }),
      ),
    )
    const after = await ask(turnout, 'limited')
    expect(after.status).toBe(429)
    expect(after.retryAfter).toBeGreaterThan(5)
  })

  it('P09: goes on, and ends in order, when nobody reads what it says', async () => {
    const { turnout } = await start({ args: ['--access-log', '-'], settings: 'general_settings: { drain_delay: 0 }\n' })
    turnout.stopListening()
    for (let i = 0; i < 5; i++) expect((await ask(turnout, 'failing')).status).toBe(502)
    await wait(300)
    expect((await ask(turnout, 'echo')).status).toBe(200)
    const stream = ask(turnout, 'echo', { stream: true })
    await until(
      async () => (await running(turnout)) === 1,
      () => 'no stream',
    )
    const ended = turnout.exit()
    turnout.signal('SIGTERM')
    expect((await stream).text).toContain('[DONE]')
    expect(await ended).toBe(0)
  })

  it('L02: two thousand requests at once, after a pause, are all served, and nothing cools', async () => {
    // On a busy machine a herd takes seconds, and is more than a burst.
    const { turnout } = await start({ settings: 'general_settings: { load_shedding: false }\n' })
    const told = await Promise.all(Array.from({ length: 2_000 }, () => ask(turnout, 'echo')))
    expect(statuses(told)).toEqual({ 200: 2_000 })
    const { deployments } = (await (await fetch(`${turnout.url}/router/state`)).json()) as {
      deployments: readonly { cooling_for_ms: number | null }[]
    }
    expect(deployments.every(({ cooling_for_ms }) => cooling_for_ms === null)).toBe(true)
  }, 60_000)

  it('L03: says that it is alive while it has all it can do', async () => {
    const { turnout } = await start()
    let [busy, slowest] = [true, 0]
    const load = Array.from({ length: 50 }, async () => {
      while (busy) await ask(turnout, 'echo')
    })
    for (let i = 0; i < 20; i++) {
      const startedMs = performance.now()
      expect((await fetch(`${turnout.url}/health/liveliness`)).status).toBe(200)
      slowest = Math.max(slowest, performance.now() - startedMs)
      await wait(50)
    }
    busy = false
    await Promise.all(load)
    // The load is made on the same two cores.
    expect(slowest).toBeLessThan(2_000)
  }, 60_000)

  it.skipIf(!canLimit)(
    'P10: serves again when files may be opened again',
    async () => {
      const { turnout } = await start()
      const limit = 64
      execFileSync('prlimit', ['--pid', String(turnout.pid), `--nofile=${limit}:${limit}`])
      const { port } = new URL(turnout.url)
      const idle = Array.from({ length: 2 * limit }, () => connect(Number(port), '127.0.0.1').on('error', () => {}))
      await wait(500)
      for (const socket of idle) socket.destroy()
      await until(async () => (await ask(turnout, 'echo')).status === 200, turnout.output)
    },
    30_000,
  )
})

describe('the fault wall: figures', () => {
  it('L05: traffic with faults for some seconds leaves nothing behind', async () => {
    const { asked, told, logged, stillRunning, grownMiB, wrong } = await soak({
      seconds: 6,
      perSecond: 60,
      streams: 20,
    })
    expect(wrong).toEqual([])
    expect(asked).toBeGreaterThan(100)
    expect(logged).toBe(asked)
    expect(Object.keys(told).filter((what) => !expectedInSoak.has(what))).toEqual([])
    expect(stillRunning).toBe(0)
    expect(grownMiB ?? 0).toBeLessThan(250)
  }, 60_000)
})

describeWithRedisServer('the fault wall: with a Redis of its own', () => {
  it('R16: a second up, a second down: nobody is refused who may, and the log stays short', async () => {
    const redis = await redisOf()
    const relay = await startRelay(redis)
    onTestFinished(relay.stop)
    const upstream = await upstreamOf()
    const limit = 50
    const groups = { wide: { wide: { rpm: 1_000_000 } }, tight: { tight: { rpm: limit } } }
    const fleet = await fleetOf({ count: 2, base: upstream.base, redisUrl: relay.url, groups })
    const told: Told[] = []
    const changes = 6
    for (let change = 0; change < changes; change++) {
      relay.refuse(change % 2 === 0)
      relay.cut()
      told.push(...(await askAtOnce(fleet, 40, 'wide')), ...(await askAtOnce(fleet, 20, 'tight')))
      await wait(1_000)
    }
    expect(Object.keys(statuses(told)).filter((status) => !['200', '429'].includes(status))).toEqual([])
    expect(statuses(told)[200]).toBeGreaterThanOrEqual(changes * 40)
    expect(upstream.count('tight')).toBeLessThanOrEqual(2 * limit)
    for (const turnout of fleet) expect(Math.max(...storeLines(turnout))).toBeLessThanOrEqual(changes)
  }, 60_000)

  it('P03: SIGTERM while Redis is gone ends as soon as what runs', async () => {
    const redis = await redisOf()
    const upstream = await upstreamOf(saysAfter(1_000))
    const groups = { tight: { tight: { rpm: 100 } } }
    const [turnout] = await fleetOf({ count: 1, base: upstream.base, redisUrl: redis.url, groups })
    if (!turnout) throw new Error('nobody is there')
    const asking = ask(turnout, 'tight')
    await until(() => upstream.count('tight') === 1, turnout.output)
    await redis.kill()
    const startedMs = performance.now()
    const ended = turnout.exit()
    turnout.signal('SIGINT')
    expect((await asking).status).toBe(200)
    expect(await ended).toBe(0)
    expect(performance.now() - startedMs).toBeLessThan(10_000)
  }, 30_000)
})
