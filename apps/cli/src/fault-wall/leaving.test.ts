import { setTimeout as wait } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { describeWithRedisServer } from '../../../../tools/redis/describe-with-redis.ts'
import { startRelay } from '../../../../tools/redis/redis-relay.ts'
import { serveFile } from '../../../../tools/start-turnout.ts'
import { ask } from '../test-support/ask-turnout.test.ts'
import { callbacksFolder } from '../test-support/callbacks-folder.test.ts'
import { upstreamOf } from '../test-support/counting-upstream.test.ts'
import { fleetOf } from '../test-support/fleet.test.ts'
import { type Turnout, until } from '../test-support/running-turnout.test.ts'
import { redisOf } from '../test-support/store-lines.test.ts'

const running = async ({ url }: Turnout): Promise<number> => {
  const metrics = await (await fetch(`${url}/metrics`)).text()
  return Number(/^turnout_requests_running (\d+)/m.exec(metrics)?.[1])
}

/** Asks, and leaves as soon as the request runs and so many ms have passed. */
async function leave(turnout: Turnout, model: string, afterMs: number, extra: object = {}): Promise<void> {
  const caller = new AbortController()
  const asking = ask(turnout, model, extra, caller.signal)
  await until(async () => (await running(turnout)) > 0, turnout.output)
  await wait(afterMs)
  caller.abort()
  await asking
  await until(async () => (await running(turnout)) === 0, turnout.output)
}

describeWithRedisServer('the fault wall: a client that leaves', () => {
  it('C04: while Redis is asked: nobody is asked for it, and its place comes back when Redis answers', async () => {
    const relay = await startRelay(await redisOf())
    onTestFinished(relay.stop)
    const upstream = await upstreamOf()
    const groups = { tight: { tight: { max_parallel_requests: 1 } }, wide: { wide: {} } }
    const state = { command_timeout: 20 }
    const fleet = await fleetOf({ count: 1, base: upstream.base, redisUrl: relay.url, groups, state })
    const [turnout] = fleet
    if (!turnout) throw new Error('nobody is there')
    expect((await ask(turnout, 'tight')).status).toBe(200)
    relay.freeze()
    await leave(turnout, 'tight', 300)
    relay.thaw()
    await until(async () => (await ask(turnout, 'tight')).status === 200, turnout.output)
    // The first, and the one that stayed; each refusal in between asked nobody.
    expect(upstream.count('tight')).toBe(2)
    expect((await ask(turnout, 'tight')).status).toBe(200)
  }, 60_000)
})

it('C04: while a callback is told of it: the request ends, and the callback hears of that', async () => {
  const { file, noted } = callbacksFolder('callbacks: [./mine.mjs]', {
    'mine.mjs': `
      import { appendFileSync } from 'node:fs'
      const file = new URL('./noted.jsonl', import.meta.url)
      export default { name: 'mine', on(event) {
        appendFileSync(file, JSON.stringify({ by: 'mine', ...event }) + '\\n')
        return new Promise(() => {})
      } }`,
  })
  const turnout = await serveFile(file)
  onTestFinished(() => turnout.signal('SIGKILL'))
  for (const stream of [true, false]) await leave(turnout, 'slow', 100, { stream })
  const ends = () => noted().filter(({ type }) => type === 'request-end')
  await until(
    () => ends().length === 2,
    () => JSON.stringify(noted()),
  )
  expect(ends().map(({ failure }) => failure?.kind)).toEqual(['cancelled', 'cancelled'])
  expect(noted().filter(({ type }) => type === 'attempt-start')).toHaveLength(2)
  expect((await ask(turnout, 'good')).status).toBe(200)
}, 60_000)
