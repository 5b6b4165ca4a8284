import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendJson } from '../../../tools/fake-upstream.ts'
import { type CountingUpstream, countingUpstream, saysAfter } from './test-support/counting-upstream.test.ts'
import { acquainted, type FleetState } from './test-support/fleet.test.ts'
import { type Turnout, until } from './test-support/running-turnout.test.ts'
import { quantile } from './test-support/traffic.test.ts'
import { type Connection, chat, chatPath, oneOfEach, startWorkers, workerPids } from './test-support/workers.test.ts'

const count = 3
const rounds = 7
const heardInMs = 250
const names = Array.from({ length: rounds }, (_, at) => `round${at}`)
const groups = Object.fromEntries(names.map((name) => [name, { [`${name}-a`]: {}, [`${name}-b`]: {} }]))

describe('workers without Redis', () => {
  let upstream: CountingUpstream
  let turnout: Turnout
  let workers: readonly Connection[]
  /** Since when each deployment that rests does. */
  const restsSinceMs = new Map<string, number>()

  beforeAll(async () => {
    upstream = await countingUpstream((response, arrival) => {
      const { model, user, over } = arrival
      if (user !== 'finder' || model.endsWith('b')) return saysAfter(0)(response, arrival)
      restsSinceMs.set(model, performance.now())
      over()
      sendJson(response, 429, JSON.stringify({ error: { message: 'Rate limit reached' } }), { 'retry-after': '30' })
    })
    turnout = await startWorkers({ count, base: upstream.base, groups, router: { routing_strategy: 'simple-shuffle' } })
    await acquainted([turnout])
    workers = await oneOfEach(turnout, count)
  }, 60_000)
  afterAll(async () => {
    turnout?.signal('SIGKILL')
    await upstream.stop()
  })

  const arrivalsAt = (deployment: string) =>
    upstream.arrivals.filter(({ model, user }) => model === deployment && user !== 'finder')

  /** How long the others went on sending to what one was told rests. */
  async function lagOf(group: string): Promise<number> {
    const [finder, ...others] = workers
    let isOver = false
    const load = others.map(async ({ ask }) => {
      for (; !isOver; await wait(2)) expect((await ask(chatPath, chat(group))).status).toBe(200)
    })
    await until(() => arrivalsAt(`${group}-a`).length > 5, turnout.output)
    while (!restsSinceMs.has(`${group}-a`)) await finder?.ask(chatPath, chat(group, { user: 'finder' }))
    await wait(500)
    isOver = true
    await Promise.all(load)
    const sinceMs = restsSinceMs.get(`${group}-a`) ?? 0
    return Math.max(0, ...arrivalsAt(`${group}-a`).map(({ atMs }) => atMs - sinceMs))
  }

  it('leave a deployment alone within 250 ms that one of them saw fail', async () => {
    const lags: number[] = []
    for (const name of names) lags.push(await lagOf(name))
    expect(quantile(lags, 0.5), `${lags.map(Math.round)} ms`).toBeLessThan(heardInMs)
  }, 60_000)

  it('tell the same of it', async () => {
    for (const { ask, worker } of workers) {
      const state = JSON.parse((await ask('/router/state')).text) as FleetState & { worker: object }
      expect(state.worker).toEqual({ id: worker, of: count })
      expect(state.instances).toHaveLength(count - 1)
      const resting = state.deployments.filter(({ cooling_for_ms }) => (cooling_for_ms ?? 0) > 0).map(({ id }) => id)
      expect(resting.toSorted()).toEqual(names.map((name) => `${name}-a`))
    }
  })

  it('are told at once that one has left', async () => {
    const { text } = (await workers[0]?.ask('/router/state')) ?? { text: '' }
    const { instance } = JSON.parse(text) as { instance: string }
    const knowIt = async () => {
      const states = await Promise.all(workers.slice(1).map(({ ask }) => ask('/router/state')))
      return states.some(({ text: state }) =>
        (JSON.parse(state) as FleetState).instances.some(({ id }) => id === instance),
      )
    }
    expect(await knowIt()).toBe(true)
    // The first worker is the oldest process.
    process.kill(Math.min(...workerPids(turnout)), 'SIGKILL')
    const killedMs = performance.now()
    await until(async () => !(await knowIt()), turnout.output)
    // By silence it would take five seconds.
    expect(performance.now() - killedMs).toBeLessThan(4_000)
  }, 60_000)
})
