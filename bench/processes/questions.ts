import type { LoadResult } from '../load/load-run.ts'
import type { OpenResult, Rate } from '../load/open-loop.ts'
import type { ClientSide } from '../targets/client-side.ts'

interface Where {
  readonly port: number
  readonly client: ClientSide
}

/** What the benchmark asks its child processes over IPC. */
export interface Questions {
  /** Opens connections and uses them for so long. */
  connect: { ask: Where & { scenario: string; leadInMs: number }; answer: LoadResult }
  load: { ask: { durationMs: number }; answer: LoadResult }
  rate: { ask: Where & { rate: Rate }; answer: OpenResult }
  /** Begins streams, and resolves when all have begun. */
  hold: { ask: Where & { count: number }; answer: undefined }
  release: { ask: undefined; answer: undefined }
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

/** Answers those of the questions that are handled here. */
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
