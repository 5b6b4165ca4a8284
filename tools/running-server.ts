import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { inside } from './child-output.ts'

const longestStartMs = 20_000

export interface RunningServer {
  stop(): Promise<void>
}

/** Starts a server by its command line, and resolves when it says that it listens. */
export const runningServer = async (command: string, root: string): Promise<RunningServer> => {
  const child = spawn('sh', ['-c', command], { ...inside(root), detached: true })
  const closed = once(child, 'close')
  const stop = async (): Promise<void> => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGINT')
    await closed
  }
  let said = ''
  const listens = new Promise<boolean>((resolve) => {
    const hear = (bytes: Buffer): void => {
      said += bytes.toString()
      if (said.includes('listening on ')) resolve(true)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    void closed.then(() => resolve(false))
    setTimeout(() => resolve(false), longestStartMs).unref()
  })
  if (await listens) return { stop }
  await stop()
  const port = /Port \d+/.exec(said)?.[0]
  throw new Error(`${command}: did not listen${port ? `; free ${port.toLowerCase()} and run this again` : ''}\n${said}`)
}
