import type { ChatCompletion, ChunkOf, OperationName, ResultOf, TextCompletion } from '@turnout/core'
import { chunksTold, eventsTold, type Telling, toldOf } from './told.ts'
import { toldChat, toldText } from './told-choices.ts'

/** A plain answer as the chunks of a live stream. Operations without streams have none. */
export const chunksOf = <O extends OperationName>(
  operation: O,
  result: ResultOf<O>,
  telling: Telling,
): readonly ChunkOf<O>[] => tellers[operation].chunks(result, telling)

/** The same as server-sent events, without `[DONE]`. */
export const eventsOf = <O extends OperationName>(operation: O, result: ResultOf<O>, telling: Telling): Uint8Array =>
  Buffer.from(tellers[operation].events(result, telling))

interface Teller<O extends OperationName> {
  chunks(result: ResultOf<O>, telling: Telling): readonly ChunkOf<O>[]
  events(result: ResultOf<O>, telling: Telling): string
}

const chat = (result: ChatCompletion) => toldOf(result, 'chat.completion.chunk', result.choices.flatMap(toldChat))
const text = (result: TextCompletion) => toldOf(result, 'text_completion', result.choices.flatMap(toldText))
const silent = { chunks: () => [], events: () => '' }

const tellers: { readonly [O in OperationName]: Teller<O> } = {
  chat: {
    chunks: (result, telling) => chunksTold(chat(result), telling),
    events: (result, telling) => eventsTold(chat(result), telling),
  },
  textCompletion: {
    chunks: (result, telling) => chunksTold(text(result), telling),
    events: (result, telling) => eventsTold(text(result), telling),
  },
  embedding: silent,
  rerank: silent,
}
