import type { ChatChunk, ChatDelta, FinishReason, ProviderCall } from '@turnout/core'
import { choiceIndexes, createdAt, type Script } from './script.ts'
import { textOf, usageOf, wordsOf } from './words.ts'

/** Says `answer`, in every choice that was asked for. */
export function chatScript(call: ProviderCall<'chat'>, answer: string): Script<'chat'> {
  const { messages, stream_options } = call.request
  const words = wordsOf(answer)
  const indexes = choiceIndexes(call)
  const usage = usageOf(messages.map(textOf).join(' '), words)
  const identity = { id: `chatcmpl-${call.runtime.id()}`, created: createdAt(call), model: call.deployment.model }
  const part = { ...identity, object: 'chat.completion.chunk' }
  const chunkOf = (delta: ChatDelta, finish_reason: FinishReason | null = null): ChatChunk => ({
    ...part,
    choices: indexes.map((index) => ({ index, delta, finish_reason })),
  })
  return {
    result: {
      ...identity,
      object: 'chat.completion',
      choices: indexes.map((index) => ({
        ...{ index, message: { role: 'assistant', content: answer }, finish_reason: 'stop' },
      })),
      usage,
    },
    opening: chunkOf({ role: 'assistant', content: '' }),
    words: words.map((content) => chunkOf({ content })),
    closing: [chunkOf({}, 'stop'), ...(stream_options?.include_usage ? [{ ...part, choices: [], usage }] : [])],
  }
}
