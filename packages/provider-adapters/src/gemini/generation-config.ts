import type { ChatRequest, JsonObject } from '@turnout/core'
import * as z from 'zod'
import { samplingOf } from '../kit/asked.ts'
import { malformed, parseParam } from '../kit/parse-param.ts'
import { reasoningOf } from '../kit/reasoning.ts'
import type { ResponseFormat } from '../kit/response-format.ts'
import type { Target } from './media.ts'
import { openapiSchema } from './openapi-schema.ts'
import { thinkingConfig } from './thinking.ts'

const count = z.number().int().positive().nullish()
const modalitiesSchema = z.array(z.enum(['text', 'audio', 'image'])).nullish()
const audioSchema = z.object({ voice: z.string(), format: z.literal('pcm16').optional() }).nullish()

/** Sampling, limits, form and reasoning (Gemini API reference, "GenerationConfig"); undefined where nothing is asked. */
export function generationConfig(request: ChatRequest, format: ResponseFormat, target: Target): object | undefined {
  const { maxTokens, temperature, topP, topK, stop, seed, presencePenalty, frequencyPenalty } = samplingOf(request)
  const config = {
    maxOutputTokens: maxTokens,
    ...{ temperature, topP, topK, stopSequences: stop, seed, presencePenalty, frequencyPenalty },
    candidateCount: choicesOf(request),
    ...logprobsOf(request),
    ...formOf(format, target),
    ...modalitiesOf(request),
    thinkingConfig: thinkingConfig(reasoningOf(request), target.traits.thinking, target.surface.name),
  }
  return Object.values(config).some((value) => value !== undefined) ? config : undefined
}

const choicesOf = ({ n }: ChatRequest): number | undefined => {
  const choices = parseParam(count, n, 'n') ?? 1
  return choices === 1 ? undefined : choices
}

function logprobsOf(request: ChatRequest): JsonObject {
  if (!parseParam(z.boolean().nullish(), request['logprobs'], 'logprobs')) return {}
  const most = parseParam(z.number().int().nonnegative().nullish(), request['top_logprobs'], 'top_logprobs')
  return { responseLogprobs: true, ...(most ? { logprobs: most } : {}) }
}

function formOf(format: ResponseFormat, { traits }: Target): JsonObject {
  if (format.kind === 'text') return {}
  const responseMimeType = 'application/json'
  if (format.kind === 'json') return { responseMimeType }
  return traits.jsonSchema
    ? { responseMimeType, responseJsonSchema: format.schema }
    : { responseMimeType, responseSchema: openapiSchema(format.schema, 'response_format') }
}

/** Speech comes as samples without a container, and as nothing else. */
function modalitiesOf(request: ChatRequest): JsonObject {
  const modalities = parseParam(modalitiesSchema, request['modalities'], 'modalities') ?? []
  const audio = parseParam(audioSchema, request['audio'], 'audio')
  if (modalities.every((modality) => modality === 'text')) return {}
  if (modalities.includes('audio') && !audio) throw malformed('audio', 'missing, though modalities ask for audio')
  return {
    responseModalities: modalities.map((modality) => modality.toUpperCase()),
    ...(audio ? { speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: audio.voice } } } } : {}),
  }
}
