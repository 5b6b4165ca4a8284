import type { ProviderCall } from '@turnout/core'
import { ChunkMaker } from '../kit/chunk-maker.ts'
import type { Translator } from '../kit/translate-stream.ts'
import { fieldsOf, finishReason, openaiLogprobs, openaiUsage, readAnswer } from './answer.ts'

/** Ollama's stream, a line of JSON each, → OpenAI chunks. The line that is `done` is its end; a call comes whole. */
export class EventTranslator implements Translator<string> {
  readonly out: ChunkMaker
  readonly #call: ProviderCall<'chat'>

  constructor(call: ProviderCall<'chat'>) {
    this.#call = call
    this.out = new ChunkMaker(call, 'ollama')
  }

  take(line: string): void {
    const answer = readAnswer(this.#call, line)
    const { message, model, logprobs } = answer
    this.out.begin({ model: model ?? undefined })
    this.out.reasoning(message?.thinking ?? '')
    this.out.text(message?.content ?? '')
    for (const { id, function: called } of message?.tool_calls ?? [])
      this.out.wholeCall({ id: id ?? undefined, name: called.name }, called.arguments)
    if (logprobs?.length) this.out.logprobs(openaiLogprobs(logprobs))
    if (!answer.done) return
    const fields = fieldsOf(this.#call)
    if (Object.keys(fields).length > 0) this.out.say(fields)
    this.out.finish(finishReason(answer))
    this.out.usage(openaiUsage(answer))
    this.out.done()
  }
}
