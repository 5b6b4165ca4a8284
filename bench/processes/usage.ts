import type { ProcessFigures } from './process-figures.ts'
import { treeOf } from './process-tree.ts'
import { hasProc, readProc } from './read-proc.ts'
import { readPs } from './read-ps.ts'

/** What to know about the figures of this system, if they are not the best there are. */
export const usageCaveat: string | undefined = hasProc()
  ? undefined
  : 'there is no /proc/PID/schedstat here: CPU time is from ps, in steps of 10 ms or worse; take long rounds'

const readAll = hasProc() ? readProc : readPs

/** CPU time so far of every thread of a process and its descendants, in µs. */
export type CpuTimes = ReadonlyMap<string, number>

/** The threads of several trees, read at one moment. */
export const cpuTimesOf = (roots: readonly number[]): readonly CpuTimes[] => {
  const all = readAll()
  return roots.map((root) => {
    const threads = treeOf(root, all).map((pid) => all.get(pid)?.threads() ?? new Map<string, number>())
    return new Map(threads.flatMap((times) => [...times]))
  })
}

/** CPU time between two readings of one tree, in µs; a thread that began meanwhile counts, one that ended does not. */
export const cpuMicrosBetween = (before: CpuTimes, after: CpuTimes): number =>
  [...after].reduce((sum, [thread, micros]) => sum + micros - (before.get(thread) ?? 0), 0)

const sumOf = (root: number, bytes: (figures: ProcessFigures) => number): number => {
  const all = readAll()
  return treeOf(root, all).reduce((sum, pid) => {
    const figures = all.get(pid)
    return figures === undefined ? sum : sum + bytes(figures)
  }, 0)
}

/** Resident memory of a process and its descendants; pages they share count for each. */
export const residentBytesOf = (root: number): number => sumOf(root, (figures) => figures.residentBytes())

/** The sum of the most that each of them ever had. */
export const peakBytesOf = (root: number): number =>
  sumOf(root, (figures) => figures.peakBytes() ?? figures.residentBytes())
