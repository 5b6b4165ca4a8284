import { setTimeout as sleep } from 'node:timers/promises'
import { median } from '../figures/median.ts'
import { peakBytesOf, residentBytesOf } from '../processes/usage.ts'
import type { Target } from '../targets/target.ts'
import { measure } from './measure.ts'
import { scenarioNamed } from './scenarios.ts'
import { type RunningTarget, type Scene, setScene } from './stage.ts'

/** Resident memory in bytes. */
export interface MemoryRow {
  readonly target: string
  readonly idle: number
  /** The most it had while it served plain requests as fast as it could. */
  readonly loaded?: number
  /** With so many streams open, from a fresh start. */
  readonly streaming?: number
  readonly failure?: string
}

export interface MemoryPlan {
  readonly rounds: number
  readonly streams: number
  readonly settleMs: number
  readonly loadMs: number
}

const idleOf = async ({ program }: RunningTarget, { settleMs }: MemoryPlan): Promise<number> => {
  await sleep(settleMs)
  return residentBytesOf(program?.pid ?? 0)
}

const loadedOf = async (scene: Scene, running: RunningTarget, { loadMs }: MemoryPlan): Promise<number> => {
  await measure(scene, running, scenarioNamed('chat'), loadMs)
  return peakBytesOf(running.program?.pid ?? 0)
}

/** The most of what is seen in three seconds with all of them open: collections come and go. */
const streamingOf = async (scene: Scene, { port, client, program }: RunningTarget, count: number): Promise<number> => {
  await scene.generator.ask('hold', { port, client, count })
  const seen: number[] = []
  while (seen.length < 6) {
    await sleep(500)
    seen.push(residentBytesOf(program?.pid ?? 0))
  }
  await scene.generator.ask('release', undefined)
  return Math.max(...seen)
}

const measureOnce = async (target: Target, plan: MemoryPlan): Promise<MemoryRow> => {
  const scene = await setScene(target.needsRedis)
  try {
    const first = await scene.start(target)
    const idle = await idleOf(first, plan)
    const loaded = await loadedOf(scene, first, plan)
    await first.program?.stop()
    const fresh = await scene.start(target)
    const asked = { target: target.name, idle, loaded }
    try {
      return { ...asked, streaming: await streamingOf(scene, fresh, plan.streams) }
    } catch (error) {
      if (!target.peer) throw error
      return { ...asked, failure: String(error) }
    }
  } finally {
    await scene.stop()
  }
}

const medianOf = (rows: readonly MemoryRow[], key: 'idle' | 'loaded' | 'streaming'): number | undefined => {
  const figures = rows.flatMap((row) => row[key] ?? [])
  return figures.length === 0 ? undefined : median(figures)
}

export const measureMemory = async (
  targets: readonly Target[],
  plan: MemoryPlan,
): Promise<{ streams: number; rows: readonly MemoryRow[] }> => {
  const rows: MemoryRow[] = []
  for (const target of targets) {
    console.error(`memory of ${target.name}`)
    const rounds: MemoryRow[] = []
    while (rounds.length < plan.rounds) rounds.push(await measureOnce(target, plan))
    const [loaded, streaming] = [medianOf(rounds, 'loaded'), medianOf(rounds, 'streaming')]
    const failure = rounds.find((round) => round.failure !== undefined)?.failure
    rows.push({
      ...{ target: target.name, idle: medianOf(rounds, 'idle') ?? 0 },
      ...(loaded === undefined ? {} : { loaded }),
      ...(streaming === undefined ? {} : { streaming }),
      ...(failure === undefined ? {} : { failure }),
    })
  }
  return { streams: plan.streams, rows }
}
