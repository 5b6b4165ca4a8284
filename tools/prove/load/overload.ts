import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Program } from '../../../bench/processes/program.ts'
import { serveFile, temporaryFile } from '../../start-turnout.ts'
import type { Figure } from './figure.ts'
import type { FloodSecond } from './flood.ts'
import { floodFromOutside, medianSecond, portOf, total } from './flood-from-outside.ts'
import { metric } from './metric.ts'
import { probe } from './probe.ts'
import { timesOf } from './times.ts'

/**
 * What makes a request cost a millisecond or so, as long prompts and streams do. Of requests that cost less than those who
 * ask, no process beside it on the same machine can ask for three times of what it can do.
 */
const costly = `import { hash } from 'node:crypto'
const bytes = Buffer.alloc(4_000_000)
export default {
  name: 'costly',
  needs: {},
  select([first]) {
    hash('sha256', bytes)
    return first.deployment
  },
}
`

const upstreamScript = join(import.meta.dirname, '../../../bench/upstream/mock-upstream.ts')
const warmUpSeconds = 2
const farTooMuch = 20_000
const fewClients = 16
const kneeShare = 0.8
/** How long it takes to be noticed. */
const noticedSeconds = 5
const afterwardsSeconds = 5
/** So many clients that all that it is asked for can wait at its door. */
const connections = 1_500

/** Three times what it can do, for so long; then half of it. */
export async function overload(seconds: number): Promise<readonly Figure[]> {
  const upstream = new Program('upstream', { command: process.execPath, args: [upstreamScript], ipc: true })
  const base = `http://127.0.0.1:${await upstream.listening()}/v1`
  const deployment = `{ model_name: m, litellm_params: { model: openai/bench-upstream, api_base: '${base}', api_key: k } }`
  const file = temporaryFile(
    'config.yaml',
    `model_list: [${deployment}, ${deployment}]\nrouter_settings: { routing_strategy: ./costly.mjs }\n`,
  )
  writeFileSync(join(dirname(file), 'costly.mjs'), costly)
  const turnout = await serveFile(file)
  const port = portOf(turnout)
  /** What was answered, and how many a second of its CPU. */
  const asks = async (perSecond: number, forSeconds: number, clients = connections) => {
    const before = await metric(turnout, 'turnout_process_cpu_seconds_total')
    const told = await floodFromOutside({ port, model: 'm', connections: clients, perSecond, seconds: forSeconds })
    const cpuSeconds = (await metric(turnout, 'turnout_process_cpu_seconds_total')) - before
    return { told, perCpuSecond: total(told, 'served') / cpuSeconds }
  }
  try {
    await asks(farTooMuch, warmUpSeconds, fewClients)
    const most = await asks(farTooMuch, warmUpSeconds, fewClients)
    const knee = medianSecond(most.told.slice(0, warmUpSeconds), ({ served }) => served)
    const calm = (await asks(kneeShare * knee, warmUpSeconds + 1)).told.slice(1)
    const flooding = asks(3 * knee, noticedSeconds + seconds)
    await wait((noticedSeconds + 1) * 1_000)
    const stopProbing = probe(port)
    const flooded = await flooding
    const alive = timesOf(await stopProbing())
    const refusedFrom = flooded.told.findIndex(({ refused }) => refused > 0)
    const during = flooded.told.slice(noticedSeconds, noticedSeconds + seconds)
    const after = (await asks(0.5 * knee, afterwardsSeconds)).told
    const servedMs = (told: readonly FloodSecond[]) => medianSecond(told, (second) => second.servedMs.p99)
    return [
      {
        what: 'until it refuses',
        unit: ' s',
        most: noticedSeconds,
        is: refusedFrom === -1 ? Infinity : refusedFrom,
      },
      {
        what: 'served a second of CPU, of what it serves at the most',
        unit: ' %',
        least: 90,
        is: 100 * (flooded.perCpuSecond / most.perCpuSecond),
      },
      {
        what: 'p99 of served requests, of that at 80 % of the most',
        unit: ' ×',
        most: 2,
        is: servedMs(during) / servedMs(calm),
      },
      { what: 'p99 of refusals', unit: ' ms', most: 50, is: medianSecond(during, ({ refusedMs }) => refusedMs.p99) },
      { what: 'p99 of “are you alive”, each on a new connection', unit: ' ms', most: 100, is: alive.p99 },
      {
        what: 'until nobody is refused any more',
        unit: ' s',
        most: 5,
        is: after.findLastIndex(({ refused }) => refused > 0) + 1,
      },
      { what: 'answers that are neither', unit: '', most: 0, is: total([...flooded.told, ...after], 'other') },
    ]
  } finally {
    turnout.signal('SIGKILL')
    await upstream.stop()
  }
}
