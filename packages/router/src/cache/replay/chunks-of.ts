import type { ChunkOf, OperationName, ResultOf, Usage } from '@turnout/core'
import { toldChat, toldText } from './told-choices.ts'

/** What the caller asked to hear. */
export interface Telling {
  /** `stream_options.include_usage`: usage in a chunk of its own at the end, and `usage: null` in the others. */
  readonly includeUsage: boolean
}

/** A plain answer as the chunks of a live stream. Operations without streams have none. */
export const chunksOf = <O extends OperationName>(
  operation: O,
  result: ResultOf<O>,
  telling: Telling,
): readonly ChunkOf<O>[] => tellers[operation](result, telling)

/** The same as server-sent events, without `[DONE]`. */
export function eventsOf<O extends OperationName>(operation: O, result: ResultOf<O>, telling: Telling): Uint8Array {
  let text = ''
  for (const chunk of chunksOf(operation, result, telling)) text += `data: ${JSON.stringify(chunk)}\n\n`
  return Buffer.from(text)
}

type Teller<O extends OperationName> = (result: ResultOf<O>, telling: Telling) => readonly ChunkOf<O>[]

const tellers: { readonly [O in OperationName]: Teller<O> } = {
  chat: (result, telling) => tell(result, 'chat.completion.chunk', result.choices.flatMap(toldChat), telling),
  textCompletion: (result, telling) => tell(result, 'text_completion', result.choices.flatMap(toldText), telling),
  embedding: () => [],
  rerank: () => [],
}

interface Result {
  readonly id: string
  readonly created: number
  readonly model: string
  readonly usage?: Usage | null
  readonly [key: string]: unknown
}

/** A chunk for each choice, all with the same head; what is more than a word or a number stands in the first alone. */
function tell<C, R extends Result>(result: R, object: string, choices: readonly C[], { includeUsage }: Telling) {
  const { id, created, model, usage, object: _whole, choices: _choices, ...others } = result
  const members = Object.entries(others)
  const words = Object.fromEntries(members.filter(([, value]) => !isLarge(value)))
  const head = { id, object, created, model, ...words }
  const first = Object.fromEntries(members.filter(([, value]) => isLarge(value)))
  const noUsage = includeUsage ? { usage: null } : {}
  return [
    ...choices.map((choice, at) => ({ ...head, ...(at === 0 ? first : {}), choices: [choice], ...noUsage })),
    ...(includeUsage && usage ? [{ ...head, choices: [], usage }] : []),
  ]
}

const isLarge = (value: unknown): boolean => typeof value === 'object' && value !== null
