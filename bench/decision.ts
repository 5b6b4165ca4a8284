/**
 * `node bench/decision.ts [STRATEGY …]`: the library's own cost of one request, in process, where the provider costs
 * nothing; and what of it the choice is: what it costs more than with a single deployment, where nothing is chosen.
 */
import type { Batch } from '@turnout/core'
import { createRouter } from '@turnout/router'
import { builtinStrategies } from '@turnout/strategies'
import { median } from './figures/median.ts'
import { table } from './figures/table.ts'
import { cpuPerCall } from './library/cpu-per-call.ts'
import { answerAtOnce, zeroCostProvider } from './library/zero-cost-provider.ts'

const rounds = 9
const largeRounds = 3
const cpuMs = 30
const sizes = [3, 10, 100, 1_000, 10_000]
const isLarge = (size: number): boolean => size >= 1_000
const asked = process.argv.slice(2)
const strategies = asked.length > 0 ? asked : Object.keys(builtinStrategies)
const request = { model: 'bench', user: 'somebody', messages: [{ role: 'user', content: 'Say hi.' }] }

const readAll = async (batches: AsyncIterable<Batch<'chat'>>): Promise<void> => {
  for await (const batch of batches) if (batch.kind !== 'whole') throw new Error('not the answer')
}

const costs = (at: number) => ({ inputCostPerToken: 1 + (at % 3), outputCostPerToken: 2 })

/** From the request to the end of its answer: choice, attempt, settling. */
const caller = (routingStrategy: string, size: number): (() => Promise<void>) => {
  const modelList = Array.from({ length: size }, (_, at) => ({
    modelName: 'bench',
    litellmParams: { model: `zero/m${at}`, apiKey: 'x', weight: 1 + (at % 3), ...costs(at) },
  }))
  const routingStrategyArgs =
    routingStrategy === 'first-of' ? { prefer: ['cost-based-routing'], otherwise: 'peak-ewma' } : {}
  const providers = { zero: zeroCostProvider }
  const router = createRouter({ modelList, routingStrategy, routingStrategyArgs, providers })
  return async () => readAll(await router.call('chat', request))
}

interface Measured {
  readonly size: number
  readonly call: () => Promise<void>
  readonly ns: number[]
}

const measure = async ({ size, call, ns }: Measured): Promise<void> => {
  ns.push(await cpuPerCall(call, cpuMs, isLarge(size) ? 10 : 200))
}

/** Each size by turns with a single deployment, so that both see the same of the machine. */
const rowsOf = async (strategy: string): Promise<readonly (readonly string[])[]> => {
  const single: Measured = { size: 1, call: caller(strategy, 1), ns: [] }
  await cpuPerCall(single.call, 3 * cpuMs)
  const rows: string[][] = []
  for (const size of sizes) {
    const many: Measured = { size, call: caller(strategy, size), ns: [] }
    await cpuPerCall(many.call, 3 * cpuMs, isLarge(size) ? 10 : 200)
    single.ns.length = 0
    for (let round = isLarge(size) ? largeRounds : rounds; round > 0; round--) {
      await measure(single)
      await measure(many)
    }
    const choice = median(many.ns.map((ns, round) => ns - (single.ns[round] ?? 0)))
    const figures = [median(many.ns), Math.min(...many.ns), Math.max(...many.ns), choice]
    rows.push([strategy, String(size), ...figures.map((figure) => figure.toFixed(0))])
  }
  return rows
}

const alone: number[] = []
for (let round = 0; round <= rounds; round++)
  alone.push(await cpuPerCall(async () => readAll((await answerAtOnce()).batches), cpuMs))
console.log(`the provider alone: ${median(alone.slice(1)).toFixed(0)} ns of CPU per request`)

const head = ['strategy', 'deployments', 'ns of CPU per request', 'least', 'most', 'of it the choice']
const rows = []
for (const strategy of strategies) rows.push(...(await rowsOf(strategy)))
console.log(table([head, ...rows]))
