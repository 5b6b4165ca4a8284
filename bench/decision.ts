/** `node bench/decision.ts [STRATEGY …]`: the library's own cost of one request, in process, where the provider costs nothing. */
import type { Batch } from '@turnout/core'
import { createRouter } from '@turnout/router'
import { cpuPerCall } from './cpu-per-call.ts'
import { median } from './median.ts'
import { table } from './table.ts'
import { answerAtOnce, zeroCostProvider } from './zero-cost-provider.ts'

const rounds = 9
const cpuMs = 100
const sizes = [3, 10, 100, 1_000]
const asked = process.argv.slice(2)
const strategies = asked.length > 0 ? asked : ['simple-shuffle']
const request = { model: 'bench', messages: [{ role: 'user', content: 'Say hi.' }] }

const readAll = async (batches: AsyncIterable<Batch<'chat'>>): Promise<void> => {
  for await (const batch of batches) if (batch.kind !== 'whole') throw new Error('not the answer')
}

/** From the request to the end of its answer: choice, attempt, settling. */
const caller = (routingStrategy: string, size: number): (() => Promise<void>) => {
  const modelList = Array.from({ length: size }, (_, at) => ({
    modelName: 'bench',
    litellmParams: { model: `zero/m${at}`, apiKey: 'x', weight: 1 + (at % 3) },
  }))
  const router = createRouter({ modelList, routingStrategy, providers: { zero: zeroCostProvider } })
  return async () => readAll(await router.call('chat', request))
}

const alone = {
  name: 'the provider alone',
  call: async () => readAll((await answerAtOnce()).batches),
  ns: [] as number[],
}
const routed = strategies.flatMap((name) =>
  sizes.map((size) => ({ name: `${name}, ${size}`, call: caller(name, size), ns: [] as number[] })),
)
const measured = [alone, ...routed]
for (const { call } of measured) await cpuPerCall(call, 3 * cpuMs)
for (let round = 0; round < rounds; round++) {
  for (const { call, ns } of measured) ns.push(await cpuPerCall(call, cpuMs))
}

const figures = measured.map(({ name, ns }) => [name, median(ns), Math.min(...ns), Math.max(...ns)] as const)
const rows = figures.map(([name, ...ns]) => [name, ...ns.map((figure) => figure.toFixed(0))])
console.log(table([['strategy, deployments', 'ns of CPU per request', 'least', 'most'], ...rows]))
