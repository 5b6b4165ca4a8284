/** `node bench/all.ts [--quick] [PART …]`: every part of docs/performance.md, an hour; then `node bench/draw-page.ts`. */
import { parseArgs } from 'node:util'
import { type Figures, keepFigures, type Part } from './figures/figures.ts'
import { runFacts } from './figures/run-facts.ts'
import { saveResults } from './figures/save-results.ts'
import { measureCpu } from './parts/cpu.ts'
import { measureGrowth } from './parts/growth.ts'
import { measureLatency } from './parts/latency.ts'
import { measureMemory } from './parts/memory.ts'
import type { Plan } from './parts/rounds.ts'
import { scenarios } from './parts/scenarios.ts'
import { measureStart } from './parts/start-up.ts'
import { peers } from './peers/peers.ts'
import { usageCaveat } from './processes/usage.ts'
import { absentees, present } from './targets/present.ts'
import type { Target } from './targets/target.ts'
import { direct, floor, twoFloors } from './targets/targets.ts'
import {
  allCallbacks,
  cacheHits,
  limitsInMemory,
  limitsInRedis,
  metricsAlone,
  toldNobody,
  turnout,
  twoWorkers,
} from './targets/turnout.ts'

const { values: options, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false } },
})
/** What a run has when there is time, and when there is not. */
const rounds = options.quick
  ? { cpu: 5, peers: 3, growth: 5, latency: 2, memory: 1, start: 3 }
  : { cpu: 21, peers: 9, growth: 15, latency: 5, memory: 3, start: 9 }
const cpuPlan: Plan = { rounds: rounds.cpu, pace: 1, warmUpMs: 2_000 }
/** Most goals are of 1 KB chat, where there is the least to a request, and noise the most of it. */
const chatPlan: Plan = { ...cpuPlan, rounds: 3 * rounds.cpu }
/** What is sent to callbacks goes in batches: until all of that is compiled, the compiler is what is measured. */
const callbackPlan: Plan = { ...cpuPlan, warmUpMs: 6_000 }
/** A slow peer's figure is hundreds of times another's, and a few per cent of noise do not matter; its rounds are the long ones. */
const peersPlan: Plan = { ...cpuPlan, rounds: rounds.peers }
const peersChatPlan: Plan = { ...peersPlan, rounds: 3 * rounds.peers }
const growthPlan: Plan = { rounds: rounds.growth, pace: 1, warmUpMs: 1_500 }
const latencyPlan = {
  ...{ rates: [200, 500, 1_000, 2_000], streamRates: [20, 100], rounds: rounds.latency, warmUpMs: 1_500 },
  ...{ leastMs: 2_000, leastRequests: options.quick ? 400 : 1_000, streamsMs: 4_000 },
}
const memoryPlan = { rounds: rounds.memory, streams: 1_000, settleMs: 1_500, loadMs: 4_000 }

const ours = [turnout, limitsInMemory, limitsInRedis, twoWorkers]
const without = (...names: readonly string[]) => scenarios.filter(({ name }) => !names.includes(name))

const only = (...names: readonly string[]) => scenarios.filter(({ name }) => names.includes(name))

const part = <Row>(how: string, targets: readonly Target[], rows: readonly Row[]): Part<Row> => ({
  ...{ facts: runFacts(), how, rows, absent: absentees(targets) },
})

/** Hits and peers have their own rounds beside the floor: in those of the others they would only leave less time. */
const cpu = async (): Promise<Figures> => {
  const chat = await measureCpu([floor, twoFloors, ...present(ours)], only('chat'), chatPlan)
  saveResults('cpu-chat', { ...chat })
  const own = await measureCpu([floor, twoFloors, ...present(ours)], without('chat'), cpuPlan)
  saveResults('cpu-own', { ...own })
  const hits = await measureCpu([floor, ...present([cacheHits])], only('chat', 'medium', 'large'), cpuPlan)
  saveResults('cpu-hits', { ...hits })
  const peersChat = await measureCpu([floor, turnout, ...present(peers)], only('chat'), peersChatPlan)
  saveResults('cpu-peers-chat', { ...peersChat })
  const others = await measureCpu([floor, turnout, ...present(peers)], without('chat', 'medium', 'mixed'), peersPlan)
  saveResults('cpu-peers', { ...others })
  const isPeer = (name: string): boolean => peers.some((peer) => peer.name === name)
  const kept = hits.rows.filter(({ target }) => target === cacheHits.name)
  const theirs = [...peersChat.rows, ...others.rows].filter(({ target }) => isPeer(target))
  const rows = [...chat.rows, ...own.rows, ...kept, ...theirs]
  const how = `${cpuPlan.rounds} rounds, ${chatPlan.rounds} of 1 KB chat without hits and peers, ${peersPlan.rounds} with peers, or ${peersChatPlan.rounds}`
  return { cpu: part(how, [...ours, cacheHits, ...peers], rows) }
}

const latency = async (): Promise<Figures> => {
  const own = await measureLatency([direct, floor, turnout], latencyPlan)
  // Not beside the others: what they do while nobody asks them is on the same cores.
  const others = await measureLatency(present(peers), latencyPlan)
  const rows = [...own.rows, ...others.rows].toSorted((one, other) => one.perSecond - other.perSecond)
  return { latency: part(`${latencyPlan.rounds} rounds`, [turnout, ...peers], rows) }
}

const memory = async (): Promise<Figures> => {
  const own = await measureMemory([floor, ...present(ours)], memoryPlan)
  const others = await measureMemory(present(peers), { ...memoryPlan, rounds: 1 })
  const how = `${memoryPlan.rounds} fresh processes, 1 of peers`
  return { memory: part(how, [...ours, ...peers], [...own.rows, ...others.rows]) }
}

const start = async (): Promise<Figures> => {
  const own = await measureStart([floor, ...present([turnout, limitsInRedis, twoWorkers])], rounds.start)
  const others = await measureStart(present(peers), 3)
  return { start: part(`${rounds.start} starts, 3 of peers`, [...ours, ...peers], [...own.rows, ...others.rows]) }
}

const growth = async (): Promise<Figures> => {
  const { rows } = await measureGrowth(growthPlan)
  return { growth: part(`${growthPlan.rounds} rounds`, [], rows) }
}

/** What it costs that somebody is told, of a proxy that tells nobody. */
const callbacks = async (): Promise<Figures> => {
  const told = [metricsAlone, turnout, allCallbacks]
  const { rows } = await measureCpu([toldNobody, ...present(told)], only('chat', 'burst'), callbackPlan)
  return { callbacks: part(`${callbackPlan.rounds} rounds`, told, rows) }
}

const parts: Readonly<Record<string, () => Promise<Figures>>> = { cpu, callbacks, latency, memory, start, growth }
const unknown = asked.filter((name) => parts[name] === undefined)
if (unknown.length > 0) {
  console.error(`no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`)
  process.exit(2)
}
if (usageCaveat) console.error(usageCaveat)
for (const [name, run] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  const figures = await run()
  console.log(`${name}: ${saveResults(name, figures)}`)
  keepFigures(figures)
}
console.log('docs/performance.md is drawn by: node bench/draw-page.ts')
