import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Flood, FloodSecond } from './flood.ts'

const run = promisify(execFile)

/** By a process of its own, so that who asks does not hold up who looks. */
export async function floodFromOutside(flood: Flood): Promise<readonly FloodSecond[]> {
  const script = join(import.meta.dirname, 'flood.ts')
  const { stdout } = await run(process.execPath, [script, JSON.stringify(flood)], { maxBuffer: 2 ** 26 })
  return JSON.parse(stdout) as readonly FloodSecond[]
}

export const portOf = ({ url }: { readonly url: string }): number => Number(new URL(url).port)

export const total = (seconds: readonly FloodSecond[], of: 'served' | 'refused' | 'other'): number =>
  seconds.reduce((sum, second) => sum + second[of], 0)

/** Of seconds that each have a figure of their own, so that one moment in which others had the machine does not count. */
export function medianSecond(seconds: readonly FloodSecond[], of: (second: FloodSecond) => number): number {
  const sorted = seconds.map(of).sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
