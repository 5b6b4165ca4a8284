import { expect, test } from 'vitest'
import type { Target } from '../targets/target.ts'
import { direct, floor } from '../targets/targets.ts'
import { measureCpu } from './cpu.ts'
import { measureLatency } from './latency.ts'
import { measureMemory } from './memory.ts'
import { scenarioNamed } from './scenarios.ts'
import { measureStart } from './start-up.ts'

const patienceMs = 120_000
const script = `require('node:http').createServer((q, r) => q.resume().on('end', () => r.writeHead(503).end('no')))
  .listen(0, '127.0.0.1', function () { console.log('listening on http://127.0.0.1:' + this.address().port) })`

/** A gateway that answers every request with an error. */
const broken: Target = {
  name: 'broken',
  title: 'broken',
  peer: true,
  command: () => ({ command: process.execPath, args: ['-e', script] }),
}
const plan = { rounds: 1, pace: 0.2, warmUpMs: 100 }

test('a peer that fails is a row, and the others have their figures', { timeout: patienceMs }, async () => {
  const { rows } = await measureCpu([floor, broken], [scenarioNamed('chat')], plan)
  expect(rows[0]).toMatchObject({ target: 'floor', share: expect.closeTo(100) })
  expect(rows[1]).toMatchObject({ target: 'broken', failure: expect.stringContaining('HTTP/1.1 503') })
})

test('a target that fails is an error', { timeout: patienceMs }, async () => {
  const failing = measureCpu([{ ...broken, peer: false }], [scenarioNamed('chat')], plan)
  await expect(failing).rejects.toThrow('not a 200')
})

test('latencies of all who answer, at each rate', { timeout: patienceMs }, async () => {
  const latencyPlan = { rates: [50], streamRates: [10], leastMs: 300, leastRequests: 5, streamsMs: 400 }
  const { rows } = await measureLatency([direct, floor, broken], { ...latencyPlan, rounds: 2, warmUpMs: 100 })
  expect(rows.map(({ target, stream }) => `${target} ${stream}`)).toEqual([
    ...['direct false', 'floor false', 'broken false', 'direct true', 'floor true', 'broken true'],
  ])
  for (const { target, failure, p50, max } of rows) {
    if (target === 'broken') expect(failure).toContain('not a 200')
    else expect(max).toBeGreaterThanOrEqual(p50 ?? Number.NaN)
  }
  // The upstream sends the first words 10 ms after the first chunk.
  expect(rows[3]?.p50).toBeGreaterThan(8)
})

test('memory and start', { timeout: patienceMs }, async () => {
  const memory = await measureMemory([floor], { rounds: 1, streams: 5, settleMs: 10, loadMs: 100 })
  expect(memory.rows[0]?.idle).toBeGreaterThan(20e6)
  expect(memory.rows[0]?.loaded).toBeGreaterThan(memory.rows[0]?.idle ?? Number.NaN)
  expect(memory.rows[0]?.streaming).toBeGreaterThan(20e6)
  const start = await measureStart([floor], 1)
  expect(start.rows[0]?.answered).toBeGreaterThan(start.rows[0]?.listening ?? Number.NaN)
})
