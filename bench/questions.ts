import type { LoadResult } from './load-run.ts'

/** What the benchmark asks its child processes over IPC. */
export interface Questions {
  /** CPU time the process has used so far, all threads, in µs. */
  cpu: { ask: undefined; answer: number }
  connect: { ask: { port: number; scenario: string }; answer: undefined }
  load: { ask: { durationMs: number }; answer: LoadResult }
}

export type Question = keyof Questions
export type Answer<Q extends Question> = Questions[Q]['answer']
export type Handlers = { readonly [Q in Question]?: (ask: Questions[Q]['ask']) => Answer<Q> | Promise<Answer<Q>> }

interface QuestionMessage {
  readonly benchQuestion: Question
  readonly ask?: unknown
}

export interface AnswerMessage {
  readonly benchAnswer: Question
  readonly value?: unknown
  readonly error?: string
}

/** Answers those of the questions that are handled here; others may be by another listener in the same process. */
export const answerQuestions = (handlers: Handlers): void => {
  process.on('message', async (message: Partial<QuestionMessage>) => {
    const question = message.benchQuestion
    const handler = question === undefined ? undefined : (handlers[question] as ((ask: unknown) => unknown) | undefined)
    if (question === undefined || handler === undefined) return
    const send = (answer: Omit<AnswerMessage, 'benchAnswer'>): void =>
      void process.send?.({ benchAnswer: question, ...answer })
    try {
      send({ value: await handler(message.ask) })
    } catch (error) {
      send({ error: String(error) })
    }
  })
}
