import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ProcessFigures } from './process-figures.ts'

/** Whether this system tells CPU time in ns, as Linux does. */
export const hasProc = (proc = '/proc'): boolean => existsSync(join(proc, 'self/schedstat'))

/** The text, or none if the process or thread has ended meanwhile. */
const read = (...path: readonly string[]): string => {
  try {
    return readFileSync(join(...path), 'utf8')
  } catch {
    return ''
  }
}

const entries = (...path: readonly string[]): readonly string[] => {
  try {
    return readdirSync(join(...path)).filter((name) => /^\d+$/.test(name))
  } catch {
    return []
  }
}

/** `PID (NAME) STATE PARENT …`, where the name may hold anything. */
const parentOf = (stat: string): number => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])

/** The first figure of `schedstat` is the thread's time on a core, in ns. */
const threadsOf = (proc: string, pid: string): ReadonlyMap<string, number> =>
  new Map(
    entries(proc, pid, 'task').flatMap((thread) => {
      const nanos = read(proc, pid, 'task', thread, 'schedstat').split(' ')[0]
      return nanos ? [[thread, Number(nanos) / 1_000] as const] : []
    }),
  )

const kilobytes = (proc: string, pid: string, key: string): number | undefined => {
  const found = new RegExp(`^${key}:\\s*(\\d+) kB`, 'm').exec(read(proc, pid, 'status'))?.[1]
  return found === undefined ? undefined : Number(found) * 1_024
}

/** Every process, from `/proc`. */
export const readProc = (proc = '/proc'): ReadonlyMap<number, ProcessFigures> =>
  new Map(
    entries(proc).flatMap((pid) => {
      const stat = read(proc, pid, 'stat')
      if (stat === '') return []
      const figures: ProcessFigures = {
        parent: parentOf(stat),
        threads: () => threadsOf(proc, pid),
        residentBytes: () => kilobytes(proc, pid, 'VmRSS') ?? 0,
        peakBytes: () => kilobytes(proc, pid, 'VmHWM'),
      }
      return [[Number(pid), figures] as const]
    }),
  )
