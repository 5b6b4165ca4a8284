import type { ChunkOf, JsonObject, OperationName, ResultOf, Usage } from '@turnout/core'
import { isChatCompletion, isTextCompletion } from './is-result.ts'
import { type Spoken, spokenIn } from './spoken.ts'
import type { Voice } from './voice.ts'
import { wholeMessage } from './whole-message.ts'

/**
 * A stream put together: the plain answer that the same provider would have given. Undefined where the chunks make no
 * whole: no choices, or one that has not finished.
 */
export const wholeOf = <O extends OperationName>(
  operation: O,
  chunks: readonly ChunkOf<O>[],
  usage: Usage | undefined,
): ResultOf<O> | undefined => {
  const spoken = spokenIn(chunks)
  return spoken && wholes[operation](spoken, usage)
}

type Whole<O extends OperationName> = (spoken: Spoken, usage: Usage | undefined) => ResultOf<O> | undefined

const wholes: { readonly [O in OperationName]: Whole<O> } = {
  chat(spoken, usage) {
    const whole = resultOf('chat.completion', spoken, usage, ({ message }) => ({ message: wholeMessage(message) }))
    return isChatCompletion(whole) ? whole : undefined
  },
  textCompletion(spoken, usage) {
    const whole = resultOf('text_completion', spoken, usage, ({ text }) => ({ text }))
    return isTextCompletion(whole) ? whole : undefined
  },
  embedding: () => undefined,
  rerank: () => undefined,
}

function resultOf(
  object: string,
  { voices, beside }: Spoken,
  usage: Usage | undefined,
  contentOf: (voice: Voice) => JsonObject,
): unknown {
  const { id = '', created = 0, model = '', ...others } = beside
  const choices = voices.map((voice) => {
    const { index, finish: finish_reason } = voice
    return { index, ...contentOf(voice), finish_reason, ...voice.beside }
  })
  return { id, object, created, model, choices, ...(usage ? { usage } : {}), ...others }
}
