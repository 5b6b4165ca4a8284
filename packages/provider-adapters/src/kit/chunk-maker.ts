import type {
  ChatChunk,
  ChatDelta,
  ChunkBatch,
  FinishReason,
  JsonObject,
  ProviderCall,
  ProviderError,
  Usage,
} from '@turnout/core'
import { ChunkFacts } from './chunk-facts.ts'
import { argumentsText, type CallInput, type CallSaid, finishWithCalls, outgoingCall } from './outgoing-call.ts'
import { thinkingBlock } from './outgoing-reasoning.ts'

/** What the provider calls its answer. */
export interface Identity {
  readonly id?: string | undefined
  readonly model?: string | undefined
}

interface Choice {
  finished: boolean
  /** Reasoning since the last signature. */
  reasoning: string
  calls: number
}

interface OpenCall {
  readonly choice: number
  readonly index: number
  empty: boolean
}

/**
 * A stream's answer, said piece by piece in OpenAI's chunks, with the router's facts about them. Choices begin
 * with their role by themselves, tool calls are numbered, and what comes after `done` or `fail` is not said.
 */
export class ChunkMaker {
  readonly #call: ProviderCall<'chat'>
  readonly #origin: string
  readonly #created: number
  #id: string | undefined
  #model: string | undefined
  #usage: Usage | undefined
  #chunks: ChatChunk[] = []
  #facts = new ChunkFacts()
  #over = false
  readonly #choices = new Map<number, Choice>()
  readonly #open = new Map<string, OpenCall>()

  /** `origin`: whose signatures the provider's are, as in `conversationOf`. */
  constructor(call: ProviderCall<'chat'>, origin: string) {
    this.#call = call
    this.#origin = origin
    this.#created = Math.floor(call.runtime.clock.wallMs() / 1000)
  }

  /** Whether `done` or `fail` was said. */
  get over(): boolean {
    return this.#over
  }

  /** Whether every choice that has begun has finished, and there is one. */
  get finished(): boolean {
    return this.#choices.size > 0 && [...this.#choices.values()].every(({ finished }) => finished)
  }

  /** Says the first choice's role. The first id and model count; may be called again with every event. */
  begin({ id, model }: Identity = {}): void {
    this.#id ||= id
    this.#model ||= model
    this.#choice(0)
  }

  text(content: string, choice = 0): void {
    if (content !== '') this.say({ content }, choice)
  }

  refusal(refusal: string, choice = 0): void {
    if (refusal !== '') this.say({ refusal }, choice)
  }

  /** A piece of reasoning; `endReasoning` when its block is over. */
  reasoning(text: string, choice = 0): void {
    if (text === '') return
    this.#choice(choice).reasoning += text
    this.say({ reasoning_content: text }, choice)
  }

  /** Ends a block of reasoning: with its signature, it can be given back as a whole. */
  endReasoning(signature?: string, choice = 0): void {
    const state = this.#choice(choice)
    const block = thinkingBlock({ text: state.reasoning, signature }, this.#origin)
    state.reasoning = ''
    if (block) this.say({ thinking_blocks: [block] }, choice)
  }

  /** A block of reasoning that the provider hid. */
  redactedReasoning(redacted: string, choice = 0): void {
    const block = thinkingBlock({ text: '', redacted }, this.#origin)
    if (block) this.say({ thinking_blocks: [block] }, choice)
  }

  /** Begins a tool call. `key` is the provider's number or name of it, unique in the stream. */
  startCall(key: string | number, call: CallSaid, choice = 0): void {
    const state = this.#choice(choice)
    const index = state.calls++
    this.#open.set(String(key), { choice, index, empty: true })
    const entry = outgoingCall(call, '', { origin: this.#origin, runtime: this.#call.runtime })
    this.say({ tool_calls: [{ index, ...entry }] }, choice)
  }

  /** A piece of a call's arguments, as JSON text. */
  addArguments(key: string | number, piece: string): void {
    const call = this.#open.get(String(key))
    if (!call || piece === '') return
    call.empty = false
    this.say({ tool_calls: [{ index: call.index, function: { arguments: piece } }] }, call.choice)
  }

  /** Ends a call; one that got no arguments has none, `{}`. `finish` ends those that are open. */
  endCall(key: string | number): void {
    if (this.#open.get(String(key))?.empty) this.addArguments(key, '{}')
    this.#open.delete(String(key))
  }

  /** A call that comes at once. */
  wholeCall(call: CallSaid, input: CallInput, choice = 0): void {
    const key = `whole ${choice} ${this.#choice(choice).calls}`
    this.startCall(key, call, choice)
    this.addArguments(key, argumentsText(input))
    this.endCall(key)
  }

  /** Anything else that a delta may hold. */
  say(delta: ChatDelta, choice = 0): void {
    this.#choice(choice)
    this.#push(delta, choice, null)
  }

  /** The log probabilities of what was said last: `{content: [{token, logprob, bytes, top_logprobs}]}`. */
  logprobs(logprobs: JsonObject, choice = 0): void {
    this.#choice(choice)
    this.#push({}, choice, null, logprobs)
  }

  /** A choice finishes once; `stop` after tool calls is `tool_calls`. */
  finish(reason: FinishReason, choice = 0): void {
    const state = this.#choice(choice)
    if (state.finished) return
    for (const [key, call] of this.#open) if (call.choice === choice) this.endCall(key)
    state.finished = true
    this.#push({}, choice, finishWithCalls(reason, state.calls))
  }

  /** The usage of all of it; the last one counts, and is told when it is done. */
  usage(usage: Usage): void {
    this.#usage = usage
  }

  /** The provider's own end. */
  done(): void {
    if (this.#over) return
    if (this.#usage && this.#call.request.stream_options?.include_usage)
      this.#chunks.push({ ...this.#identity(), choices: [], usage: this.#usage })
    this.#over = true
    this.#facts.done = true
    if (this.#usage) this.#facts.usage = this.#usage
  }

  /** An error inside the stream. */
  fail(error: ProviderError): void {
    if (this.#over) return
    this.#over = true
    this.#facts.error = error
    if (this.#usage) this.#facts.usage = this.#usage
  }

  /** What was said since the last time; undefined where that is nothing. */
  flush(): ChunkBatch<'chat'> | undefined {
    const chunks = this.#chunks
    const facts = this.#facts
    if (chunks.length === 0 && !facts.done && !facts.error) return undefined
    this.#chunks = []
    this.#facts = new ChunkFacts()
    return { kind: 'chunks', facts, chunks: () => chunks }
  }

  #choice(index: number): Choice {
    let choice = this.#choices.get(index)
    if (!choice) {
      choice = { finished: false, reasoning: '', calls: 0 }
      this.#choices.set(index, choice)
      this.#push({ role: 'assistant', content: '' }, index, null)
    }
    return choice
  }

  #push(delta: ChatDelta, index: number, finish_reason: FinishReason | null, logprobs?: JsonObject): void {
    if (this.#over) return
    this.#facts.note(delta, index, finish_reason)
    const beside = logprobs ? { logprobs } : {}
    this.#chunks.push({ ...this.#identity(), choices: [{ index, delta, ...beside, finish_reason }] })
  }

  #identity() {
    this.#id ||= `chatcmpl-${this.#call.runtime.id()}`
    const model = this.#model || this.#call.deployment.model
    return { id: this.#id, object: 'chat.completion.chunk', created: this.#created, model }
  }
}
