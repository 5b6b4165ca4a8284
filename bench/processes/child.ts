import { fileURLToPath } from 'node:url'
import { Program } from './program.ts'
import type { Answer, AnswerMessage, Question, Questions } from './questions.ts'
import { within } from './within.ts'

/** A Node process of the benchmark's own, which can be asked one question at a time. */
export class Child {
  readonly program: Program
  #answer = Promise.withResolvers<unknown>()

  constructor(name: string, script: URL) {
    this.program = new Program(name, { command: process.execPath, args: [fileURLToPath(script)], ipc: true })
    this.program.process.on('message', (message) => this.#hear(message as Partial<AnswerMessage>))
  }

  ask<Q extends Question>(question: Q, ask: Questions[Q]['ask']): Promise<Answer<Q>> {
    this.#answer = Promise.withResolvers<unknown>()
    this.program.process.send({ benchQuestion: question, ask }, (error) => error && this.#answer.reject(error))
    const answer = Promise.race([this.#answer.promise as Promise<Answer<Q>>, this.program.failed])
    return within(answer, 90_000, `${this.program.name} answers "${question}"`)
  }

  #hear(message: Partial<AnswerMessage>): void {
    if (message.benchAnswer === undefined) return
    if (message.error === undefined) this.#answer.resolve(message.value)
    else this.#answer.reject(new Error(`${this.program.name}: ${message.error}`))
  }
}
