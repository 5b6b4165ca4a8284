import type { LoadResult } from '../load/load-run.ts'
import { cpuMicrosBetween, cpuTimesOf } from '../processes/usage.ts'
import type { Scenario } from './scenarios.ts'
import type { RunningTarget, Scene } from './stage.ts'

export interface Measurement {
  readonly scenario: string
  readonly target: string
  readonly requests: number
  /** CPU time of the target, all its processes and threads, for all of these requests. */
  readonly cpuMicros: number
  readonly elapsedMs: number
  /** How much of one core each process used meanwhile: the target must be the busiest, or something else was the limit. */
  readonly cores: { readonly target: number; readonly upstream: number; readonly generator: number }
}

/**
 * Before the clock starts: a proxy that stood still while others were measured has its code and its data in no cache, lets what it
 * holds of others (leases, connections) run out, and would be charged for that as if each second of traffic cost it.
 */
const leadInMs = 500

/** Loads one target with one scenario. Connections are open and in use before the clock starts, and every request begun is answered before it stops. */
export const measure = async (
  { upstream, generator }: Scene,
  { target, port, client, program }: RunningTarget,
  scenario: Scenario,
  durationMs: number,
): Promise<Measurement> => {
  const roots = [program?.pid ?? 0, upstream.program.pid, generator.program.pid]
  const rightOnly = ({ requests, errors, firstError, elapsedMs }: LoadResult) => {
    const fail = (what: string): never => {
      throw new Error(`${target.name}, ${scenario.title}: ${what}\n${program?.lastWords}`)
    }
    if (errors > 0) fail(`${errors} of ${requests + errors} requests failed: ${firstError}`)
    if (requests === 0) fail('no request was answered')
    return { requests, elapsedMs }
  }
  rightOnly(await generator.ask('connect', { port, client, scenario: scenario.name, leadInMs }))
  const before = cpuTimesOf(roots)
  const answered = await generator.ask('load', { durationMs })
  const after = cpuTimesOf(roots)
  const { requests, elapsedMs } = rightOnly(answered)
  const used = (at: number): number => cpuMicrosBetween(before[at] ?? new Map(), after[at] ?? new Map())
  const cores = (at: number): number => used(at) / 1_000 / elapsedMs
  return {
    scenario: scenario.name,
    target: target.name,
    requests,
    cpuMicros: used(0),
    elapsedMs,
    cores: { target: cores(0), upstream: cores(1), generator: cores(2) },
  }
}
