import { median } from '../figures/median.ts'
import type { OpenResult, Rate } from '../load/open-loop.ts'
import type { Percentiles } from '../load/percentiles.ts'
import type { Target } from '../targets/target.ts'
import { askAtRate, failureOf } from './at-rate.ts'
import { measure } from './measure.ts'
import { scenarioNamed } from './scenarios.ts'
import { type RunningTarget, type Stage, startStage } from './stage.ts'

export interface LatencyRow extends Partial<Percentiles> {
  readonly target: string
  /** Requests a second, or streams of them. */
  readonly perSecond: number
  readonly stream: boolean
  /** Why there are no figures. */
  readonly failure?: string
  /** How late the generator was, at the 99th percentile. */
  readonly lateP99?: number
}

export interface LatencyPlan {
  /** Plain requests a second. */
  readonly rates: readonly number[]
  /** Streams a second. */
  readonly streamRates: readonly number[]
  readonly rounds: number
  readonly warmUpMs: number
  readonly leastMs: number
  /** A round of plain requests is long enough for so many. */
  readonly leastRequests: number
  readonly streamsMs: number
}

interface Asked {
  readonly stream: boolean
  readonly perSecond: number
}

const medians = (all: readonly Percentiles[]): Percentiles => ({
  p50: median(all.map(({ p50 }) => p50)),
  p99: median(all.map(({ p99 }) => p99)),
  p999: median(all.map(({ p999 }) => p999)),
  max: median(all.map(({ max }) => max)),
})

/** One rate, every target by turns with the same arrivals; who fails once is not asked again. */
const measureRate = async (stage: Stage, { stream, perSecond }: Asked, plan: LatencyPlan): Promise<LatencyRow[]> => {
  const results = new Map(stage.targets.map((running) => [running, [] as OpenResult[]]))
  const failures = new Map<RunningTarget, string>()
  const plainMs = Math.max(plan.leastMs, (1_000 * plan.leastRequests) / perSecond)
  const durationMs = stream ? plan.streamsMs : plainMs
  for (let round = 0; round < plan.rounds; round++) {
    for (const running of round % 2 === 0 ? stage.targets : stage.targets.toReversed()) {
      if (failures.has(running)) continue
      const model = stream ? 'bench-paced' : 'bench'
      const rate: Rate = { model, stream, requestBytes: 1_000, perSecond, durationMs, seed: round }
      const result = await askAtRate(stage, running, rate)
      const failure = failureOf(result, rate)
      if (failure === undefined) results.get(running)?.push(result)
      else if (running.target.peer || failure === 'does not keep up') failures.set(running, failure)
      else throw new Error(`${running.target.name} at ${perSecond}/s: ${failure}`)
    }
  }
  return stage.targets.map((running) => {
    const asked = { target: running.target.name, perSecond, stream }
    const failure = failures.get(running)
    if (failure !== undefined) return { ...asked, failure }
    const done = results.get(running) ?? []
    const times = done.map(({ whole, firstWords }) => firstWords ?? whole)
    return { ...asked, ...medians(times), lateP99: median(done.map(({ late }) => late.p99)) }
  })
}

/** How long answers take at fixed rates, from when each request was due. */
export const measureLatency = async (
  targets: readonly Target[],
  plan: LatencyPlan,
): Promise<{ rows: readonly LatencyRow[] }> => {
  const rows: LatencyRow[] = []
  const ask = async (stream: boolean, rates: readonly number[]): Promise<void> => {
    const stage = await startStage(targets)
    try {
      for (const running of stage.targets) {
        const warmUp = measure(stage, running, scenarioNamed(stream ? 'paced' : 'chat'), plan.warmUpMs)
        await warmUp.catch((error: unknown) => {
          if (!running.target.peer) throw error
        })
      }
      for (const perSecond of rates) {
        console.error(`${perSecond} ${stream ? 'streams' : 'requests'} a second: ${plan.rounds} rounds`)
        rows.push(...(await measureRate(stage, { stream, perSecond }, plan)))
      }
    } finally {
      await stage.stop()
    }
  }
  await ask(false, plan.rates)
  await ask(true, plan.streamRates)
  return { rows }
}
