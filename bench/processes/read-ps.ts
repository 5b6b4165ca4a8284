import { execFileSync } from 'node:child_process'
import type { ProcessFigures } from './process-figures.ts'

/** `[[DAYS-]HOURS:]MINUTES:SECONDS`, the seconds perhaps with hundredths, in µs. */
export const cpuMicrosOf = (time: string): number => {
  const [days, clock] = time.includes('-') ? time.split('-') : ['0', time]
  const seconds = (clock ?? '').split(':').reduce((sum, part) => 60 * sum + Number(part), 0)
  return (Number(days) * 86_400 + seconds) * 1e6
}

export const parsePs = (text: string): ReadonlyMap<number, ProcessFigures> =>
  new Map(
    text
      .trim()
      .split('\n')
      .map((line) => {
        const [pid = '', parent, kilobytes, time = ''] = line.trim().split(/\s+/)
        const figures: ProcessFigures = {
          parent: Number(parent),
          threads: () => new Map([[pid, cpuMicrosOf(time)]]),
          residentBytes: () => Number(kilobytes) * 1_024,
          peakBytes: () => undefined,
        }
        return [Number(pid), figures] as const
      }),
  )

/** Every process, as `ps` tells them: CPU time in steps of 10 ms or worse. */
export const readPs = (): ReadonlyMap<number, ProcessFigures> =>
  parsePs(execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss=,time='], { encoding: 'utf8' }))
