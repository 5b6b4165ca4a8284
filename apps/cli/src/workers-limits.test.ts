import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, askAtOnce, statuses, type Told } from './test-support/ask-turnout.test.ts'
import { type CountingUpstream, countingUpstream, saysAfter } from './test-support/counting-upstream.test.ts'
import { acquainted } from './test-support/fleet.test.ts'
import { type Turnout, until } from './test-support/running-turnout.test.ts'
import { type Connection, connectionTo, startWorkers } from './test-support/workers.test.ts'

const count = 4
/** A prompt of 1 to 20 tokens and an answer of 180: five fit into 1 000, and never six. */
const tokens = { max_tokens: 180 }
const tpm = 1_000
const fits = 5
/** So large that workers take slices of it. */
const rpm = 300

const twice = (name: string, params: object) => ({ [`${name}-a`]: params, [`${name}-b`]: params })
const groups = {
  rpm: twice('rpm', { rpm: 10 }),
  streamed: twice('streamed', { rpm: 10 }),
  tpm: twice('tpm', { tpm }),
  parallel: twice('parallel', { max_parallel_requests: 5 }),
  sliced: { sliced: { rpm } },
  many: { many: { max_parallel_requests: 60 } },
}

describe('four workers without Redis', () => {
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

  const reached = (group: string) => [upstream.count(`${group}-a`), upstream.count(`${group}-b`)]

  it('say who they are, and share connections', async () => {
    const connections: Connection[] = []
    for (let at = 0; at < 10 * count; at++) connections.push(await connectionTo(turnout))
    const served = new Set(connections.map(({ worker }) => worker))
    expect([...served].toSorted()).toEqual([1, 2, 3, 4])
    const health = await connections[0]?.ask('/health')
    expect(JSON.parse(health?.text ?? '')).toMatchObject({ worker: { id: connections[0]?.worker, of: count } })
    for (const { close } of connections) close()
  }, 60_000)

  it('say at their start for whom limits hold', () => {
    expect(turnout.output()).toContain('Limits hold for this process alone, all its workers together;')
    expect(turnout.output().match(/listening on/g)).toHaveLength(1)
  })

  it.each(['rpm', 'streamed'])(
    'admit of 400 requests at once exactly the 20 that two deployments may have in a minute: %s',
    async (group) => {
      const told = await askAtOnce([turnout], 400, group, group === 'streamed' ? { stream: true } : {})
      expect(statuses(told)).toEqual({ 200: 20, 429: 380 })
      expect(reached(group)).toEqual([10, 10])
      for (const { status, retryAfter } of told) if (status === 429) expect(retryAfter).toBeGreaterThan(0)
      expect(statuses(await askAtOnce([turnout], 40, group))).toEqual({ 429: 40 })
    },
    60_000,
  )

  it('admit exactly as many tokens as fit', async () => {
    // No answer tells what it really took before it is decided who is admitted.
    const decided = Promise.withResolvers<void>()
    upstream.reply(async (response, arrival) => {
      await decided.promise
      return saysAfter(0)(response, arrival)
    })
    let refusals = 0
    const asked = Array.from({ length: 400 }, async () => {
      const answer = await ask(turnout, 'tpm', tokens)
      if (answer.status !== 200) refusals++
      return answer
    })
    const arrived = () => upstream.running('tpm-a') + upstream.running('tpm-b')
    await until(
      () => arrived() + refusals === 400,
      () => `${arrived()} arrived, ${refusals} were refused`,
    )
    decided.resolve()
    expect(statuses(await Promise.all(asked))).toEqual({ 200: 2 * fits, 429: 400 - 2 * fits })
    expect(reached('tpm')).toEqual([fits, fits])
  }, 60_000)

  it.each([false, true])(
    'never have more of them run at a time than may, streamed: %s',
    async (stream) => {
      upstream.forget()
      upstream.reply(saysAfter(300))
      const { 200: served = 0, 429: not = 0 } = statuses(await askAtOnce([turnout], 400, 'parallel', { stream }))
      expect(served + not).toBe(400)
      expect(served).toBeGreaterThanOrEqual(10)
      const again = () => askAtOnce([turnout], 10, 'parallel', { stream })
      // A place is given back when its answer has ended, beside what its reader does next.
      await until(
        async () => statuses(await again())[200] === 10,
        () => 'places are not free',
      )
      expect([upstream.peak('parallel-a'), upstream.peak('parallel-b')]).toEqual([5, 5])
    },
    60_000,
  )

  it('admit by slices exactly as many as without', async () => {
    upstream.reply(saysAfter(0))
    let last: readonly Told[] = []
    const startedMs = performance.now()
    // What one has as a slice and does not need, another is refused for a moment.
    for (let at = 0; at < 100 && upstream.count('sliced') < rpm; at++) {
      last = await askAtOnce([turnout], 20, 'sliced')
      await wait(60)
    }
    last = await askAtOnce([turnout], 40, 'sliced')
    expect(performance.now() - startedMs).toBeLessThan(60_000)
    expect(upstream.count('sliced')).toBe(rpm)
    expect(statuses(last)).toEqual({ 429: 40 })
  }, 60_000)

  it('have every place back that was a slice’s', async () => {
    upstream.reply(saysAfter(20))
    for (let at = 0; at < 40; at++) await askAtOnce([turnout], 30, 'many')
    upstream.forget()
    upstream.reply(saysAfter(600_000))
    let isOver = false
    const asking = (async () => {
      for (; !isOver; await wait(100)) void askAtOnce([turnout], 20, 'many')
    })()
    await until(
      () => upstream.running('many') === 60,
      () => `${upstream.running('many')} of 60 run`,
    )
    await wait(300)
    isOver = true
    await asking
    expect(upstream.peak('many')).toBe(60)
  }, 60_000)
})
