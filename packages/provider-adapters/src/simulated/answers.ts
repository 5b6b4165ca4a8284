import type {
  ChatChunk,
  ChatMessage,
  ContentPart,
  EmbeddingResponse,
  FinishReason,
  ProviderCall,
  TextCompletion,
  Usage,
} from '@turnout/core'
import type { Script } from './play.ts'

const wordsOf = (text: string): readonly string[] => text.match(/\S+\s*/g) ?? []

const created = ({ runtime }: ProviderCall<'chat' | 'textCompletion' | 'embedding'>): number =>
  Math.floor(runtime.clock.wallMs() / 1000)

const usageOf = (prompt: string, answer: readonly string[]): Usage => {
  const prompt_tokens = wordsOf(prompt).length
  return { prompt_tokens, completion_tokens: answer.length, total_tokens: prompt_tokens + answer.length }
}

const textOf = ({ content }: ChatMessage): string =>
  typeof content === 'string' ? content : (content ?? []).map((part: ContentPart) => part.text ?? '').join(' ')

const answerTo = (model: string, question: string): readonly string[] =>
  wordsOf(`${model} heard: ${question.trim() || 'nothing'}`)

/** Says back the last message, for every choice that was asked for. */
export function chatScript(call: ProviderCall<'chat'>): Script<'chat'> {
  const { model } = call.deployment
  const { messages, n, stream_options } = call.request
  const said = answerTo(model, textOf(messages.at(-1) ?? { role: 'user', content: '' }))
  const indexes = Array.from({ length: n ?? 1 }, (_, index) => index)
  const usage = usageOf(messages.map(textOf).join(' '), said)
  const identity = { id: `chatcmpl-${call.runtime.id()}`, created: created(call), model }
  const chunkOf = (
    delta: ChatChunk['choices'][number]['delta'],
    finish_reason: FinishReason | null = null,
  ): ChatChunk => ({
    ...identity,
    object: 'chat.completion.chunk',
    choices: indexes.map((index) => ({ index, delta, finish_reason })),
  })
  const usageChunk: ChatChunk = { ...identity, object: 'chat.completion.chunk', choices: [], usage }
  return {
    result: {
      ...identity,
      object: 'chat.completion',
      choices: indexes.map((index) => ({
        index,
        message: { role: 'assistant', content: said.join('') },
        finish_reason: 'stop',
      })),
      usage,
    },
    opening: chunkOf({ role: 'assistant', content: '' }),
    words: said.map((content) => chunkOf({ content })),
    closing: [chunkOf({}, 'stop'), ...(stream_options?.include_usage ? [usageChunk] : [])],
  }
}

/** Says back the prompt. */
export function textScript(call: ProviderCall<'textCompletion'>): Script<'textCompletion'> {
  const { model } = call.deployment
  const prompt = [call.request.prompt ?? ''].flat().map(String).join(' ')
  const said = answerTo(model, prompt)
  const usage = usageOf(prompt, said)
  const identity = { id: `cmpl-${call.runtime.id()}`, object: 'text_completion', created: created(call), model }
  const chunkOf = (text: string, finish_reason: FinishReason | null): TextCompletion => ({
    ...identity,
    choices: [{ index: 0, text, finish_reason }],
  })
  const usageChunk: TextCompletion = { ...identity, choices: [], usage }
  return {
    result: { ...chunkOf(said.join(''), 'stop'), usage },
    words: said.map((text) => chunkOf(text, null)),
    closing: [chunkOf('', 'stop'), ...(call.request.stream_options?.include_usage ? [usageChunk] : [])],
  }
}

/** Vectors that depend on the text alone, of length one. */
export function embeddingResult(call: ProviderCall<'embedding'>): EmbeddingResponse {
  const { input, dimensions = 8, encoding_format } = call.request
  const texts =
    typeof input === 'string' ? [input] : typeof input[0] === 'number' ? [input.join(' ')] : input.map(String)
  const prompt_tokens = texts.reduce((sum, text) => sum + wordsOf(text).length, 0)
  const vectors = texts.map((text) => vectorOf(text, dimensions))
  return {
    object: 'list',
    data: vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: encoding_format === 'base64' ? base64(vector) : vector,
    })),
    model: call.deployment.model,
    usage: { prompt_tokens, total_tokens: prompt_tokens },
  }
}

function vectorOf(text: string, dimensions: number): readonly number[] {
  const sums = Array.from({ length: dimensions }, (_, at) =>
    [...text].reduce((sum, char, i) => Math.sin(sum + (char.codePointAt(0) ?? 0) * (i + 1) * (at + 1)), at + 1),
  )
  const length = Math.hypot(...sums) || 1
  return sums.map((value) => value / length)
}

const base64 = (vector: readonly number[]): string => Buffer.from(new Float32Array(vector).buffer).toString('base64')
