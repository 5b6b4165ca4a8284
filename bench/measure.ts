import type { Scenario } from './scenarios.ts'
import type { RunningTarget, Stage } from './stage.ts'

export interface Measurement {
  readonly scenario: string
  readonly target: string
  readonly requests: number
  /** CPU time of the target, all its threads, for all of these requests. */
  readonly cpuMicros: number
  readonly elapsedMs: number
  /** How much of one core each process used meanwhile: the target must be the busiest, or something else was the limit. */
  readonly cores: { readonly target: number; readonly upstream: number; readonly generator: number }
}

/** Loads one target with one scenario. Connections are open before the clock starts, and every request begun is answered before it stops. */
export const measure = async (
  stage: Stage,
  target: RunningTarget,
  scenario: Scenario,
  durationMs: number,
): Promise<Measurement> => {
  const processes = [target.child, stage.upstream, stage.generator]
  const cpuTimes = (): Promise<number[]> => Promise.all(processes.map((child) => child.ask('cpu', undefined)))
  await stage.generator.ask('connect', { port: target.port, scenario: scenario.name })
  const before = await cpuTimes()
  const { requests, errors, firstError, elapsedMs } = await stage.generator.ask('load', { durationMs })
  const after = await cpuTimes()
  const fail = (what: string): never => {
    throw new Error(`${target.name}, ${scenario.title}: ${what}\n${target.child.lastWords}`)
  }
  if (errors > 0) fail(`${errors} of ${requests + errors} requests failed: ${firstError}`)
  if (requests === 0) fail('no request was answered')
  const used = (at: number): number => (after[at] ?? Number.NaN) - (before[at] ?? Number.NaN)
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
