import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Answer, AnswerMessage, Question, Questions } from './questions.ts'
import { endWithMe } from './running-children.ts'
import { within } from './within.ts'

const preload = new URL('./answer-cpu.ts', import.meta.url).href

/** A Node process of the benchmark, which can be asked one question at a time. */
export class Child {
  readonly #name: string
  readonly #process: ChildProcess
  readonly #port = Promise.withResolvers<number>()
  #answer = Promise.withResolvers<unknown>()
  /** The end of what it has printed. */
  lastWords = ''
  #listens = false

  constructor(name: string, script: URL, args: readonly string[] = []) {
    this.#name = name
    const stdio = ['ignore', 'pipe', 'pipe', 'ipc'] as const
    this.#process = spawn(process.execPath, ['--import', preload, fileURLToPath(script), ...args], {
      stdio: [...stdio],
    })
    endWithMe(this.#process)
    this.#port.promise.catch(() => undefined)
    this.#answer.promise.catch(() => undefined)
    this.#process.on('message', (message) => this.#hear(message as Partial<AnswerMessage>))
    this.#process.on('exit', (code, signal) => this.#fail(`ended with ${code ?? signal}`))
    this.#process.on('error', (error) => this.#fail(error.message))
    for (const output of [this.#process.stdout, this.#process.stderr])
      output?.setEncoding('utf8').on('data', (text) => this.#read(text))
  }

  /** The port a server says it listens on. */
  listening(): Promise<number> {
    return within(this.#port.promise, 20_000, `${this.#name} listens`)
  }

  ask<Q extends Question>(question: Q, ask: Questions[Q]['ask']): Promise<Answer<Q>> {
    this.#answer = Promise.withResolvers<unknown>()
    this.#process.send({ benchQuestion: question, ask }, (error) => error && this.#fail(error.message))
    return within(this.#answer.promise as Promise<Answer<Q>>, 60_000, `${this.#name} answers "${question}"`)
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return
    this.#process.kill('SIGKILL')
    await once(this.#process, 'exit')
  }

  #hear(message: Partial<AnswerMessage>): void {
    if (message.benchAnswer === undefined) return
    if (message.error === undefined) this.#answer.resolve(message.value)
    else this.#answer.reject(new Error(`${this.#name}: ${message.error}`))
  }

  #read(text: string): void {
    this.lastWords = (this.lastWords + text).slice(-2_000)
    if (this.#listens) return
    const port = /^listening on http:\/\/[^\s:]+:(\d+)\s/m.exec(this.lastWords)?.[1]
    if (port === undefined) return
    this.#listens = true
    this.#port.resolve(Number(port))
  }

  #fail(how: string): void {
    const error = new Error(`${this.#name} ${how}\n${this.lastWords}`)
    this.#port.reject(error)
    this.#answer.reject(error)
  }
}
