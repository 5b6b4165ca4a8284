import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { endWithMe } from './running-children.ts'
import { within } from './within.ts'

/** How a program is started. */
export interface Command {
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly ipc?: boolean
  /** The port it was told to listen on; without it, it says one: `listening on http://HOST:PORT`. */
  readonly port?: number
}

const longestStartMs = 60_000

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => resolve(true))
    socket.on('error', () => resolve(false)).on('connect', () => socket.destroy())
  })

/** A process of the benchmark, started as its users start it. */
export class Program {
  readonly name: string
  readonly process: ChildProcess
  /** Rejects when the program ends, and never resolves. */
  readonly failed: Promise<never>
  /** The end of what it has printed. */
  lastWords = ''
  readonly #port: number | undefined
  readonly #said = Promise.withResolvers<number>()
  #listens = false

  constructor(name: string, { command, args, env, ipc = false, port }: Command) {
    this.name = name
    this.#port = port
    const failed = Promise.withResolvers<never>()
    const fail = (how: string): void => failed.reject(new Error(`${name} ${how}\n${this.lastWords}`))
    this.failed = failed.promise
    this.failed.catch(() => undefined)
    this.process = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe', ...(ipc ? (['ipc'] as const) : [])],
      env: { ...process.env, ...env },
    })
    endWithMe(this.process)
    this.process.on('exit', (code, signal) => fail(`ended with ${code ?? signal}`))
    this.process.on('error', (error) => fail(error.message))
    for (const output of [this.process.stdout, this.process.stderr])
      output?.setEncoding('utf8').on('data', (text) => this.#read(text))
  }

  get pid(): number {
    if (this.process.pid === undefined) throw new Error(`${this.name} did not start\n${this.lastWords}`)
    return this.process.pid
  }

  /** The port, once it accepts connections there. */
  listening(): Promise<number> {
    const port = this.#port === undefined ? this.#said.promise : this.#accepting(this.#port)
    return within(Promise.race([port, this.failed]), longestStartMs, `${this.name} listens`)
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null || this.process.pid === undefined) return
    this.process.kill('SIGKILL')
    await once(this.process, 'exit')
  }

  async #accepting(port: number): Promise<number> {
    while (this.process.exitCode === null && !(await accepts(port))) await sleep(5)
    return port
  }

  #read(text: string): void {
    this.lastWords = (this.lastWords + text).slice(-2_000)
    if (this.#listens) return
    const port = /^listening on http:\/\/[^\s:]+:(\d+)\s/m.exec(this.lastWords)?.[1]
    if (port === undefined) return
    this.#listens = true
    this.#said.resolve(Number(port))
  }
}
