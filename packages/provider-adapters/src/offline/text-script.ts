import type { FinishReason, ProviderCall, TextCompletion } from '@turnout/core'
import { choiceIndexes, createdAt, type Script } from './script.ts'
import { usageOf, wordsOf } from './words.ts'

/** A prompt as one text. */
export const promptOf = ({ request }: ProviderCall<'textCompletion'>): string =>
  [request.prompt ?? ''].flat().map(String).join(' ')

/** Completes with `answer`, in every choice that was asked for. */
export function textScript(call: ProviderCall<'textCompletion'>, answer: string): Script<'textCompletion'> {
  const words = wordsOf(answer)
  const indexes = choiceIndexes(call)
  const usage = usageOf(promptOf(call), words)
  const identity = {
    ...{ id: `cmpl-${call.runtime.id()}`, object: 'text_completion' },
    ...{ created: createdAt(call), model: call.deployment.model },
  }
  const chunkOf = (text: string, finish_reason: FinishReason | null): TextCompletion => ({
    ...identity,
    choices: indexes.map((index) => ({ index, text, finish_reason })),
  })
  const asked = call.request.stream_options?.include_usage
  return {
    result: { ...chunkOf(answer, 'stop'), usage },
    words: words.map((text) => chunkOf(text, null)),
    closing: [chunkOf('', 'stop'), ...(asked ? [{ ...identity, choices: [], usage }] : [])],
  }
}
