import type { ChatRequest, Json, ProviderCall } from '@turnout/core'
import * as z from 'zod'
import { askedOf } from '../kit/asked.ts'
import { conversationOf } from '../kit/conversation/index.ts'
import { ownParams } from '../kit/own-params.ts'
import { parseParam } from '../kit/parse-param.ts'
import { type Effort, reasoningOf } from '../kit/reasoning.ts'
import { refuseLacking } from '../kit/refuse.ts'
import { responseFormatOf } from '../kit/response-format.ts'
import { writeJson } from '../kit/write-json.ts'
import { unsupportedByOllama } from './capabilities.ts'
import { optionsOf, ownOptions } from './options.ts'
import { toolFields } from './tools.ts'
import { messagesOf } from './turns.ts'

/**
 * OpenAI chat → Ollama's (Ollama API, "Generate a chat completion"). Unless told otherwise it must not cut a prompt that
 * is too long, as it does by itself without a word: then that is an error, for which there are fallbacks.
 */
export function chatBody(call: ProviderCall<'chat'>): string {
  const { asked, asItIs } = refuseLacking(call, unsupportedByOllama)
  return writeJson({
    ...ownParams(asked, written),
    model: call.deployment.model,
    messages: messagesOf(conversationOf(asked.messages, 'ollama')),
    ...toolFields(asked),
    format: formatOf(asked),
    think: thinkOf(asked),
    options: optionsOf(asked),
    keep_alive: parseParam(z.union([z.string(), z.number()]).nullish(), asked['keep_alive'], 'keep_alive') ?? undefined,
    logprobs: asked['logprobs'] === true || undefined,
    top_logprobs: parseParam(z.number().nullish(), asked['top_logprobs'], 'top_logprobs') || undefined,
    truncate: flagOf(asked, 'truncate'),
    shift: flagOf(asked, 'shift'),
    stream: call.stream,
    ...asItIs,
  })
}

const written: ReadonlySet<string> = new Set([...ownOptions, 'think'])

const flagOf = (asked: ChatRequest, param: string): boolean =>
  parseParam(z.boolean().nullish(), asked[param], param) ?? false

function formatOf(asked: ChatRequest): Json | undefined {
  const format = responseFormatOf(asked)
  if (format.kind === 'text') return undefined
  return format.kind === 'schema' ? format.schema : 'json'
}

/** Whether the answer is bound to a format, by Ollama itself. */
export const isStructured = (call: ProviderCall<'chat'>): boolean => formatOf(askedOf(call)) !== undefined

const efforts: Readonly<Record<Effort, string>> = {
  minimal: 'low',
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'high',
  max: 'max',
}

/** Ollama's own `think` as it is; else by the effort. Nothing said: as the model does. */
function thinkOf(asked: ChatRequest): boolean | string | undefined {
  const own = parseParam(z.union([z.boolean(), z.string()]).nullish(), asked['think'], 'think')
  if (own != null) return own
  const reasoning = reasoningOf(asked)
  if (!reasoning) return undefined
  if (reasoning.mode === 'off') return false
  return reasoning.effort ? efforts[reasoning.effort] : true
}
