import type {
  ChatChoice,
  ChatCompletion,
  FinishReason,
  JsonObject,
  ProviderCall,
  Usage,
  WholeBatch,
} from '@turnout/core'
import type { Identity } from './chunk-maker.ts'
import { argumentsText, type CallInput, type CallSaid, finishWithCalls, outgoingCall } from './outgoing-call.ts'
import { type ReasoningSaid, thinkingBlock } from './outgoing-reasoning.ts'

/** A piece of a plain answer, as a provider gives it. */
export type SaidPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refusal'; readonly text: string }
  | ({ readonly kind: 'reasoning' } & ReasoningSaid)
  | ({ readonly kind: 'call'; readonly input: CallInput } & CallSaid)

/** One choice of a plain answer. */
export interface SaidChoice {
  readonly parts: readonly SaidPart[]
  readonly finish: FinishReason
  /** As OpenAI has it beside the message: `{content: [{token, logprob, bytes, top_logprobs}]}`. */
  readonly logprobs?: JsonObject | undefined
  /** More members of the message: `annotations`, `audio`, `provider_specific_fields`. */
  readonly extra?: JsonObject
}

/** A plain answer, as a provider gives it. */
export interface Said extends Identity {
  readonly choices: readonly SaidChoice[]
  readonly usage?: Usage | undefined
}

/** A plain answer as an OpenAI completion: what the same would be, said to a `ChunkMaker` and put together again. */
export function completion(call: ProviderCall<'chat'>, origin: string, said: Said): WholeBatch<'chat'> {
  const { runtime, deployment } = call
  const { usage } = said
  const result: ChatCompletion = {
    id: said.id || `chatcmpl-${runtime.id()}`,
    object: 'chat.completion',
    created: Math.floor(runtime.clock.wallMs() / 1000),
    model: said.model || deployment.model,
    choices: said.choices.map((choice, index) => choiceOf(choice, index, { origin, runtime })),
    ...(usage ? { usage } : {}),
  }
  return { kind: 'whole', result: () => result, usage: () => usage }
}

type Signer = Parameters<typeof outgoingCall>[2]

function choiceOf({ parts, finish, logprobs, extra = {} }: SaidChoice, index: number, signer: Signer): ChatChoice {
  const content = textOf(parts, 'text')
  const refusal = textOf(parts, 'refusal')
  const reasoning = textOf(parts, 'reasoning')
  const calls = parts.filter((part) => part.kind === 'call')
  const blocks = parts.flatMap((part) => (part.kind === 'reasoning' ? (thinkingBlock(part, signer.origin) ?? []) : []))
  return {
    index,
    message: {
      role: 'assistant',
      content: content === '' && (calls.length > 0 || refusal !== '') ? null : content,
      ...(refusal === '' ? {} : { refusal }),
      ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
      ...(blocks.length > 0 ? { thinking_blocks: blocks } : {}),
      ...(calls.length > 0
        ? { tool_calls: calls.map((part) => outgoingCall(part, argumentsText(part.input), signer)) }
        : {}),
      ...extra,
    },
    ...(logprobs ? { logprobs } : {}),
    finish_reason: finishWithCalls(finish, calls.length),
  }
}

const textOf = (parts: readonly SaidPart[], kind: 'text' | 'refusal' | 'reasoning'): string =>
  parts.map((part) => (part.kind === kind ? part.text : '')).join('')
