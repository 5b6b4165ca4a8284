import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { temporaryFile } from '../start-turnout.ts'

/** What a process that has nothing to do waits for: its file, its own load, its clients' next requests, the end of idle connections. */
const usual = /setupConnectionsTracking|utcDate|resOnFinish|http1-transport\.ts|watch-files\.ts|load-guard\.ts/

/** G7: what a process must be started with, and what it tells then of timers that outlived their request. */
export function timerWatch() {
  const file = temporaryFile('timers.json', '')
  return {
    env: {
      LIVE_TIMERS: file,
      NODE_OPTIONS: `--enable-source-maps --import ${join(import.meta.dirname, 'live-timers.ts')}`,
    },
    async left(ask: () => void): Promise<readonly string[]> {
      rmSync(file, { force: true })
      ask()
      for (let i = 0; i < 200 && !isWritten(file); i++) await wait(25)
      const stacks = JSON.parse(readFileSync(file, 'utf8')) as readonly string[]
      return stacks.filter((stack) => !usual.test(stack)).map((stack) => `a timer is left: ${stack}`)
    },
  }
}

const isWritten = (file: string): boolean => existsSync(file) && readFileSync(file, 'utf8').endsWith(']')
