import type { Target } from './target.ts'

/** What is wrong with what a target makes of these bytes: a law, an error, its time; undefined where nothing is. */
export function whyWrong(target: Target, bytes: Buffer): string | undefined {
  try {
    return whySlow(target, bytes)
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : `threw ${String(error)}`
  }
}

/** The best of a few counts: a collection of garbage is nobody's fault. */
function whySlow(target: Target, bytes: Buffer): string | undefined {
  let least = Number.POSITIVE_INFINITY
  for (let count = 0; count < 4 && least > target.mostMs; count++) least = Math.min(least, cpuMs(target, bytes))
  return least > target.mostMs ? `took ${Math.round(least)} ms, ${target.mostMs} is the most` : undefined
}

/** Of this process: the clock on the wall would tell what else the machine does. */
function cpuMs(target: Target, bytes: Buffer): number {
  const start = process.cpuUsage()
  target.run(bytes)
  return process.cpuUsage(start).user / 1_000
}
