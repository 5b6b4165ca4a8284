import { type AttemptRecord, IsoTime, type Json, type JsonObject, type Usage } from '@turnout/core'
import { attemptMarks } from '../otlp/attempt-attributes.ts'
import {
  flagAttribute,
  listAttribute,
  longTextAttribute,
  messageAttribute,
  nameAttribute,
  quotedName,
  textAttribute,
} from '../otlp/attribute.ts'
import type { FactText } from '../otlp/deployment-facts.ts'
import { type SpanStyle, type TracedRecord, wallOf } from '../otlp/request-spans.ts'
import { type CallerWords, callerWords } from './caller-words.ts'
import { shownInput, shownOutput } from './shown-content.ts'

/** Langfuse's attributes (Langfuse documentation, "OpenTelemetry", "Property Mapping"). */
const traceName = textAttribute('langfuse.trace.name')
const userId = textAttribute('langfuse.user.id')
const sessionId = textAttribute('langfuse.session.id')
const tags = listAttribute('langfuse.trace.tags')
const version = textAttribute('langfuse.version')
const release = textAttribute('langfuse.release')
const environment = textAttribute('langfuse.environment')
const type = textAttribute('langfuse.observation.type')
const model = nameAttribute('langfuse.observation.model.name')
const completionStart = textAttribute('langfuse.observation.completion_start_time')
const statusMessage = messageAttribute('langfuse.observation.status_message')
const input = longTextAttribute('langfuse.observation.input')
const output = longTextAttribute('langfuse.observation.output')
/** Its parent may never come to Langfuse, and there is a trace all the same. */
const asRoot = flagAttribute('langfuse.internal.as_root')
const isSpan = type('span')
const isGeneration = type('generation')
const isEmbedding = type('embedding')
const isError = textAttribute('langfuse.observation.level')('ERROR')

export interface LangfuseWords {
  readonly environment?: string | undefined
  readonly release?: string | undefined
}

/** Spans as Langfuse shows them: a request is a span, its attempts are generations with tokens and cost. */
export function langfuseStyle(words: LangfuseWords): (record: TracedRecord) => SpanStyle {
  const iso = new IsoTime()
  const everywhere = words.environment === undefined ? '' : environment(words.environment)
  return (record) => {
    const { trace, failure } = record
    const said = callerWords(record.metadata)
    const common = everywhere + commonText(record, said, words.release)
    const content = contentText(record, said)
    const parentSpanId = said.parentSpanId ?? (said.traceId === undefined ? trace.parentSpanId : undefined)
    return {
      traceId: said.traceId ?? trace.traceId,
      parentSpanId,
      state: undefined,
      remote: parentSpanId !== undefined,
      attributes:
        isSpan +
        (parentSpanId === undefined || said.parentSpanId !== undefined ? '' : asRoot) +
        (failure ? isError + statusMessage(failure.message) : '') +
        metadataText('langfuse.observation.metadata.', said.metadata) +
        common +
        content,
      attemptName: said.generationName === undefined ? undefined : quotedName(said.generationName),
      attempt: (attempt, facts, told) =>
        (record.operation === 'embedding' ? isEmbedding : isGeneration) +
        attemptMarks(attempt, record.stream) +
        generationText(record, attempt, facts, iso) +
        common +
        (told ? content : ''),
    }
  }
}

/** What all spans of a trace are to have. */
function commonText(
  { user, tags: own, metadata }: TracedRecord,
  said: CallerWords,
  stated: string | undefined,
): string {
  const who = said.userId ?? user
  const released = said.release ?? stated
  let text = who === undefined ? '' : userId(who)
  if (released !== undefined) text += release(released)
  if (own.length + said.tags.length > 0) text += tags([...new Set([...own, ...said.tags])])
  if (metadata === undefined) return text
  if (said.sessionId !== undefined) text += sessionId(said.sessionId)
  if (said.traceName !== undefined) text += traceName(said.traceName)
  if (said.version !== undefined) text += version(said.version)
  return text + metadataText('langfuse.trace.metadata.', said.traceMetadata)
}

function generationText(record: TracedRecord, attempt: AttemptRecord, facts: FactText, iso: IsoTime): string {
  const { firstContentMs, usage, costUsd, failure } = attempt
  let text = facts.model === undefined ? '' : model(facts.model)
  if (record.stream && firstContentMs !== undefined) text += completionStart(iso.of(wallOf(record, firstContentMs)))
  if (usage) text += usageText(usage)
  if (costUsd !== undefined) text += `${costStart}${costUsd}}"}}`
  if (failure) text += isError + statusMessage(failure.message)
  return text
}

/** JSON inside a string. */
const costStart = ',{"key":"langfuse.observation.cost_details","value":{"stringValue":"{\\"total\\":'
const usageStart = ',{"key":"langfuse.observation.usage_details","value":{"stringValue":"{\\"input\\":'

/** Langfuse adds its kinds of tokens up: what was cached is not in `input`, nor reasoning in `output`. */
function usageText(usage: Usage): string {
  const { prompt_tokens: asked, completion_tokens: answered, total_tokens: total } = usage
  const cached = usage.prompt_tokens_details?.cached_tokens ?? 0
  const reasoned = usage.completion_tokens_details?.reasoning_tokens ?? 0
  let text = `${usageStart}${asked - cached},\\"output\\":${answered - reasoned},\\"total\\":${total}`
  if (cached > 0) text += `,\\"input_cached_tokens\\":${cached}`
  if (reasoned > 0) text += `,\\"output_reasoning_tokens\\":${reasoned}`
  return `${text}}"}}`
}

function contentText({ content }: TracedRecord, { hidesInput, hidesOutput }: CallerWords): string {
  if (!content) return ''
  const answered = content.answer && shownOutput(content.answer)
  const asked = hidesInput ? '' : input(JSON.stringify(shownInput(content.request)))
  return asked + (hidesOutput || answered === undefined ? '' : output(JSON.stringify(answered)))
}

/** A caller may send many. */
const mostKeys = 32

const metadataText = (prefix: string, metadata: JsonObject | undefined): string =>
  metadata === undefined
    ? ''
    : Object.entries(metadata)
        .slice(0, mostKeys)
        .map(([key, value]) => messageAttribute(prefix + key.slice(0, mostKeyLength))(wordOf(value)))
        .join('')

const mostKeyLength = 128

const wordOf = (value: Json | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null))
