import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { askRedis } from './ask-redis.ts'

const longestStartMs = 20_000
const mostTries = 10

/** A real Redis of a test's own, on loopback. */
export interface RedisServer {
  readonly host: string
  readonly port: number
  readonly url: string
  /** Stops the process where it stands: connections stay, nothing answers. */
  pause(): void
  resume(): void
  /** Ends it at once, as a crash would; `restart` brings it back, empty. */
  kill(): Promise<void>
  restart(): Promise<void>
  stop(): Promise<void>
  /** One command; its reply as lines. */
  cli(...words: readonly string[]): Promise<string>
}

interface RedisOptions {
  /** Added to the command line, where the last of two wins. */
  readonly args?: readonly string[]
  readonly port?: number
}

/** Nothing on disk, little memory. */
const frugal = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--maxmemory', '64mb']

/** Below the ports that the system gives to outgoing connections, as is a cluster's bus 10 000 above it. */
const anyPort = (): number => 10_000 + Math.floor(Math.random() * 12_000)

/** Whether this machine can start Redis servers. */
export const hasRedisServer = (): boolean => !spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).error

/** Kills the child once this process is gone, however it went: a shell waits for the end of a pipe from here. */
const killWithUs = (child: ChildProcess, folder: string): void => {
  const script = 'read _; kill -9 "$1"; rm -rf "$2"'
  const shell = spawn('sh', ['-c', script, 'sh', String(child.pid), folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  child.on('exit', () => shell.kill('SIGKILL'))
}

const over = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

const end = async (child: ChildProcess): Promise<void> => {
  if (over(child)) return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}

/** Ready when it says so itself: had another server taken the port, that one would answer our PING. */
const launch = async (port: number, folder: string, args: readonly string[]): Promise<ChildProcess> => {
  const place = ['--port', String(port), '--dir', folder]
  const child = spawn('redis-server', [...place, ...frugal, ...args], { stdio: ['ignore', 'pipe', 'ignore'] })
  await once(child, 'spawn')
  killWithUs(child, folder)
  const tooLate = setTimeout(() => child.kill('SIGKILL'), longestStartMs)
  let said = ''
  const ready = await new Promise<boolean>((resolve) => {
    child.on('close', () => resolve(false))
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (said.includes('Ready to accept connections')) resolve(true)
    })
  })
  clearTimeout(tooLate)
  if (!ready) throw new Error(`redis-server did not start on port ${port}\n${said}`)
  return child
}

const taken = (error: unknown): boolean => String(error).includes('Address already in use')

/** On the port asked for, or on the first that is free. */
const launchSomewhere = async (folder: string, { args = [], port }: RedisOptions, tries = 1) => {
  const at = port ?? anyPort()
  try {
    return { port: at, child: await launch(at, folder, args) }
  } catch (error) {
    if (port !== undefined || tries === mostTries || !taken(error)) throw error
    return launchSomewhere(folder, { args }, tries + 1)
  }
}

/** Starts a private `redis-server` that lives no longer than this process. */
export const startRedis = async (options: RedisOptions = {}): Promise<RedisServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'turnout-redis-'))
  const removeFolder = () => rmSync(folder, { recursive: true, force: true })
  let { port, child } = await launchSomewhere(folder, options).catch((error: unknown) => {
    removeFolder()
    throw error
  })
  return {
    host: '127.0.0.1',
    port,
    url: `redis://127.0.0.1:${port}`,
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    kill: () => end(child),
    async restart() {
      await end(child)
      child = await launch(port, folder, options.args ?? [])
    },
    async stop() {
      await end(child)
      removeFolder()
    },
    cli: (...words) => askRedis(port, ...words),
  }
}
