import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { serveFile } from '../../../../tools/start-turnout.ts'

export type Turnout = Awaited<ReturnType<typeof serveFile>>

/** Ends it as Ctrl-C does, without the delay of a drain. */
export function stopNow({ signal, stop }: Turnout): Promise<number | null> {
  signal('SIGINT')
  return stop()
}

/** Until it holds, or for half a minute. */
export async function until(condition: () => Promise<boolean> | boolean, about: () => string): Promise<void> {
  for (let i = 0; i < 1_200; i++) {
    if (await condition()) return
    await wait(25)
  }
  throw new Error(`waited in vain: ${about()}`)
}

/** The memory in use, in bytes, of the process that was started with this file; undefined where the system does not tell. */
export function memoryOf(file: string): number | undefined {
  if (!existsSync('/proc/self/cmdline')) return undefined
  const isIt = (pid: string) => readOrNothing(`/proc/${pid}/cmdline`).split('\0').includes(file)
  const pid = readdirSync('/proc').find((name) => /^\d+$/.test(name) && isIt(name))
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readOrNothing(`/proc/${pid}/status`))?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
}

/** Processes come and go while they are looked at. */
function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
