import type { JsonObject, ProviderCall, WholeBatch } from '@turnout/core'
import { completion, type SaidChoice, type SaidPart } from '../kit/completion.ts'
import { errorInside } from '../kit/open-exchange.ts'
import { readJson, unreadable } from '../kit/unreadable.ts'
import { Extras } from './extras.ts'
import { finishReason, refuseBlocked } from './finish.ts'
import { openaiLogprobs } from './logprobs.ts'
import { MediaSaid } from './media-said.ts'
import { type Candidate, type CandidatePart, responseSchema } from './response-schema.ts'
import { origin } from './surface.ts'
import { openaiUsage } from './usage.ts'

/** `generateContent`'s answer → OpenAI chat completion (Gemini API reference, "GenerateContentResponse"). */
export function wholeAnswer(body: Uint8Array, call: ProviderCall<'chat'>): WholeBatch<'chat'> {
  const text = new TextDecoder().decode(body)
  const failure = errorInside(call, text)
  if (failure) throw failure
  const response = readJson(responseSchema, text, 'something that is not an answer')
  refuseBlocked(response)
  const candidates = response.candidates ?? []
  if (candidates.length === 0) throw unreadable('no candidate')
  return completion(call, origin, {
    id: response.responseId ?? undefined,
    model: response.modelVersion ?? undefined,
    choices: candidates.map((candidate) => choiceOf(candidate, call)),
    usage: openaiUsage(response.usageMetadata),
  })
}

function choiceOf(candidate: Candidate, call: ProviderCall<'chat'>): SaidChoice {
  const parts = candidate.content?.parts ?? []
  const extras = new Extras(call)
  extras.hear(candidate)
  for (const part of parts) extras.hearPart(part)
  return {
    parts: saidParts(parts),
    finish: finishReason(candidate.finishReason ?? 'STOP'),
    logprobs: openaiLogprobs(candidate.logprobsResult),
    extra: { ...mediaOf(parts, call), ...extras.members() },
  }
}

/** A signature beside text signs the thoughts before it: both go back together. */
function saidParts(parts: readonly CandidatePart[]): readonly SaidPart[] {
  const said: SaidPart[] = []
  let thoughts = ''
  const endThoughts = (signature?: string) => {
    if (thoughts || signature) said.push({ kind: 'reasoning', text: thoughts, signature })
    thoughts = ''
  }
  for (const { text, thought, thoughtSignature, functionCall } of parts) {
    const signature = thoughtSignature ?? undefined
    if (functionCall?.name) {
      const { id, name, args } = functionCall
      said.push({ kind: 'call', id: id ?? undefined, name, input: args, signature })
    } else if (thought) {
      thoughts += text ?? ''
      if (signature) endThoughts(signature)
    } else {
      if (signature) endThoughts(signature)
      if (text) said.push({ kind: 'text', text })
    }
  }
  endThoughts()
  return said
}

function mediaOf(parts: readonly CandidatePart[], { runtime }: ProviderCall<'chat'>): JsonObject {
  const media = new MediaSaid(runtime)
  const said = parts.flatMap((part) => media.hear(part) ?? [])
  const images = said.flatMap((members) => members.images ?? [])
  const audio = said.findLast((members) => members.audio)?.audio
  return { ...(images.length > 0 ? { images } : {}), ...(audio ? { audio } : {}) }
}
