import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, askAtOnce, statuses } from './test-support/ask-turnout.test.ts'
import { type CountingUpstream, countingUpstream, saysAfter } from './test-support/counting-upstream.test.ts'
import { acquainted } from './test-support/fleet.test.ts'
import { type Turnout, until } from './test-support/running-turnout.test.ts'
import { steadily } from './test-support/traffic.test.ts'
import {
  type Connection,
  chat,
  chatPath,
  connectionTo,
  oneOfEach,
  startWorkers,
  workerPids,
} from './test-support/workers.test.ts'

const count = 3
const places = 6
const groups = { places: { places: { max_parallel_requests: places } }, free: { 'free-a': {}, 'free-b': {} } }

describe('a worker that is killed', () => {
  let upstream: CountingUpstream
  let turnout: Turnout

  beforeAll(async () => {
    upstream = await countingUpstream()
    turnout = await startWorkers({ count, base: upstream.base, groups })
    await acquainted([turnout])
  }, 60_000)
  afterAll(async () => {
    turnout?.signal('SIGKILL')
    await upstream.stop()
  })

  /** Of those that are told of in the output, the latest comes last. */
  const deaths = () => [...turnout.output().matchAll(/worker (\d) \(process (\d+)\) was ended by SIGKILL/g)]
  const kill = async (pid: number) => {
    const before = deaths().length
    process.kill(pid, 'SIGKILL')
    await until(() => deaths().length > before, turnout.output)
    return Number(deaths().at(-1)?.[1])
  }
  const firstPid = () => workerPids(turnout)[0] ?? 0
  const allServe = () => until(async () => (await oneOfEach(turnout, count)).length === count, turnout.output)

  it('is replaced, and told of in one line, while requests are answered: only those that it held fail', async () => {
    upstream.reply(saysAfter(20))
    const before = workerPids(turnout)
    const stop = steadily([turnout], 100, 'free')
    await wait(500)
    const killedMs = performance.now()
    await kill(firstPid())
    await allServe()
    const answers = await stop()
    expect(answers.filter(({ tookMs }) => tookMs > 10_000)).toEqual([])
    const failed = answers.filter(({ status }) => status !== 200)
    // One in three of what arrived in a second, at a hundred a second: on a slow machine its end takes as long to be seen.
    expect(failed.length).toBeLessThan(34)
    for (const { askedMs } of failed) expect(Math.abs(askedMs - killedMs)).toBeLessThan(1_000)
    expect(answers.length - failed.length).toBeGreaterThan(50)
    expect(deaths()).toHaveLength(1)
    const after = workerPids(turnout)
    expect(after).toHaveLength(count)
    expect(after.filter((pid) => before.includes(pid))).toHaveLength(count - 1)
  }, 60_000)

  it('takes no connection with it that it did not answer yet', async () => {
    let isOver = false
    let latestMs = 0
    // Each on a connection of its own, again and again: somebody always comes just when it dies.
    const callers = Array.from({ length: 8 }, async () => {
      while (!isOver) {
        const startedMs = performance.now()
        const connection = await connectionTo(turnout).catch(() => undefined)
        latestMs = Math.max(latestMs, performance.now() - startedMs)
        connection?.close()
      }
    })
    await wait(300)
    await kill(firstPid())
    await wait(300)
    isOver = true
    await Promise.all(callers)
    expect(latestMs).toBeLessThan(10_000)
    await allServe()
  }, 60_000)

  it('leaves its parallel places at once, and nobody else’s', async () => {
    upstream.reply(saysAfter(600_000))
    const connections = [...(await oneOfEach(turnout, count))]
    while (connections.length < places) connections.push(await connectionTo(turnout))
    const held: { readonly by: Connection; readonly over: Promise<{ readonly status: number }> }[] = []
    for (const by of connections) held.push({ by, over: by.ask(chatPath, chat('places')) })
    await until(
      () => upstream.running('places') === places,
      () => `${upstream.running('places')} run`,
    )
    expect((await ask(turnout, 'places')).status).toBe(429)

    const id = await kill(firstPid())
    const lost = held.filter(({ by }) => by.worker === id)
    expect(lost.length).toBeGreaterThan(0)
    expect(await Promise.all(lost.map(({ over }) => over))).toEqual(
      lost.map(() => expect.objectContaining({ status: 0 })),
    )
    await until(
      () => upstream.running('places') === places - lost.length,
      () => `${upstream.running('places')} run`,
    )
    upstream.reply(saysAfter(0))
    const startedMs = performance.now()
    expect((await ask(turnout, 'places')).status).toBe(200)
    expect(performance.now() - startedMs).toBeLessThan(5_000)
    upstream.reply(saysAfter(300))
    upstream.forget()
    const told = statuses(await askAtOnce([turnout], 30, 'places'))
    expect(told[200]).toBeGreaterThan(0)
    expect(upstream.peak('places')).toBeLessThanOrEqual(places)
    for (const { close } of connections) close()
    await allServe()
  }, 60_000)

  it('ends with its primary', async () => {
    const pids = workerPids(turnout)
    expect(pids).toHaveLength(count)
    turnout.signal('SIGKILL')
    const isThere = (pid: number) => {
      try {
        return process.kill(pid, 0)
      } catch {
        return false
      }
    }
    await until(
      () => !pids.some(isThere),
      () => `${pids.filter(isThere)} live on`,
    )
  }, 60_000)
})
