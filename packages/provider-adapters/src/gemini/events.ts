import type { ProviderCall } from '@turnout/core'
import { ChunkMaker } from '../kit/chunk-maker.ts'
import { errorInside } from '../kit/open-exchange.ts'
import type { ServerEvent } from '../kit/sse-decoder.ts'
import type { Translator } from '../kit/translate-stream.ts'
import { readJson } from '../kit/unreadable.ts'
import { Extras } from './extras.ts'
import { finishReason, refuseBlocked } from './finish.ts'
import { openaiLogprobs } from './logprobs.ts'
import { MediaSaid } from './media-said.ts'
import { PartialArgs } from './partial-args.ts'
import { type Candidate, type CandidatePart, type FunctionCall, responseSchema } from './response-schema.ts'
import { origin } from './surface.ts'
import { openaiUsage } from './usage.ts'

/** A choice that is being said. */
interface Voice {
  /** What Google calls its end, so far: text may come after it. */
  finish: string | undefined
  readonly extras: Extras
  /** The call whose arguments are still coming. */
  call: { readonly key: string; readonly args: PartialArgs } | undefined
  readonly media: MediaSaid
}

/** `streamGenerateContent`'s stretches → OpenAI chunks. It has no terminal event: it ends well if all have finished. */
export class EventTranslator implements Translator<ServerEvent> {
  readonly out: ChunkMaker
  readonly #call: ProviderCall<'chat'>
  readonly #voices = new Map<number, Voice>()
  #calls = 0

  constructor(call: ProviderCall<'chat'>) {
    this.#call = call
    this.out = new ChunkMaker(call, origin)
  }

  take({ data }: ServerEvent): void {
    const failure = errorInside(this.#call, data)
    if (failure) throw failure
    const response = readJson(responseSchema, data)
    refuseBlocked(response)
    this.out.begin({ id: response.responseId ?? undefined, model: response.modelVersion ?? undefined })
    const usage = openaiUsage(response.usageMetadata)
    if (usage) this.out.usage(usage)
    for (const candidate of response.candidates ?? []) this.#hear(candidate)
  }

  end(): void {
    const voices = [...this.#voices]
    if (voices.length === 0 || voices.some(([, { finish }]) => finish === undefined)) return
    for (const [choice, voice] of voices) {
      const reason = finishReason(voice.finish ?? '')
      this.#endCall(voice)
      const members = voice.extras.members()
      if (Object.keys(members).length > 0) this.out.say(members, choice)
      this.out.finish(reason, choice)
    }
    this.out.done()
  }

  #hear(candidate: Candidate): void {
    const choice = candidate.index ?? 0
    const voice = this.#voice(choice)
    voice.extras.hear(candidate)
    for (const part of candidate.content?.parts ?? []) this.#say(part, choice, voice)
    const logprobs = openaiLogprobs(candidate.logprobsResult)
    if (logprobs) this.out.logprobs(logprobs, choice)
    const { finishReason: finish } = candidate
    if (finish && (voice.finish === undefined || finish !== 'STOP')) voice.finish = finish
  }

  #voice(choice: number): Voice {
    let voice = this.#voices.get(choice)
    if (!voice) {
      const media = new MediaSaid(this.#call.runtime)
      voice = { finish: undefined, extras: new Extras(this.#call), call: undefined, media }
      this.#voices.set(choice, voice)
    }
    return voice
  }

  #say(part: CandidatePart, choice: number, voice: Voice): void {
    const { text, thought, thoughtSignature, functionCall } = part
    voice.extras.hearPart(part)
    if (functionCall) {
      this.#hearCall(functionCall, thoughtSignature ?? undefined, choice, voice)
      return
    }
    if (text && thought) this.out.reasoning(text, choice)
    else if (text) this.out.text(text, choice)
    if (thoughtSignature) this.out.endReasoning(thoughtSignature, choice)
    const media = voice.media.hear(part)
    if (media) this.out.say({ ...media }, choice)
  }

  /** The first piece of a call has its name, the last says that it does not go on. */
  #hearCall(said: FunctionCall, signature: string | undefined, choice: number, voice: Voice): void {
    if (said.name) {
      this.#endCall(voice)
      const key = `call ${this.#calls++}`
      this.out.startCall(key, { id: said.id ?? undefined, name: said.name, signature }, choice)
      voice.call = { key, args: new PartialArgs(said.args) }
    }
    for (const piece of said.partialArgs ?? []) voice.call?.args.add(piece)
    if (!said.willContinue) this.#endCall(voice)
  }

  #endCall(voice: Voice): void {
    if (!voice.call) return
    this.out.addArguments(voice.call.key, voice.call.args.text())
    this.out.endCall(voice.call.key)
    voice.call = undefined
  }
}
