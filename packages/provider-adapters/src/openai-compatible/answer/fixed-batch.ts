import {
  type ChunkBatch,
  type ChunkOf,
  type Facts,
  isJsonObject,
  type JsonObject,
  type OperationName,
} from '@turnout/core'
import { chatDialect } from '../dialect.ts'
import type { AnswerFixes } from './answer-fixes.ts'

/** A run of events as OpenAI would have sent it; the same batch, bytes and all, where it holds nothing to mend. */
export function fixedBatch<O extends OperationName>(fixes: AnswerFixes, batch: ChunkBatch<O>): ChunkBatch<O> {
  const counted = withFixedUsage(fixes, batch)
  return hasMark(fixes, batch.raw) ? withFixedChunks(fixes, counted) : counted
}

function withFixedUsage<O extends OperationName>(fixes: AnswerFixes, batch: ChunkBatch<O>): ChunkBatch<O> {
  const { usage } = batch.facts
  const fixed = usage && fixes.usage(usage)
  return fixed === usage || fixed === undefined ? batch : withFacts(batch, { ...batch.facts, usage: fixed })
}

/** The same bytes, told otherwise. */
const withFacts = <O extends OperationName>(batch: ChunkBatch<O>, facts: Facts): ChunkBatch<O> => ({
  ...{ kind: 'chunks', facts, chunks: () => batch.chunks() },
  ...(batch.raw && { raw: batch.raw }),
})

const hasMark = ({ marks }: AnswerFixes, raw: Uint8Array | undefined): boolean =>
  Buffer.isBuffer(raw) && marks.some((mark) => raw.includes(mark))

function withFixedChunks<O extends OperationName>(fixes: AnswerFixes, batch: ChunkBatch<O>): ChunkBatch<O> {
  // Chunks of this adapter are parsed JSON.
  const before = batch.chunks() as unknown as readonly JsonObject[]
  const whole = before.filter((chunk) => !fixes.failure(chunk))
  const after = whole.map((chunk) => fixes.answer(chunk))
  const error = batch.facts.error ?? first(before, (chunk) => fixes.failure(chunk))
  const usage = batch.facts.usage ?? first(before, (chunk) => fixes.usageIn(chunk))
  const failed = whole.length < before.length
  const facts = {
    ...{ ...batch.facts, ...(usage && { usage }), ...(error && { error }) },
    // A finish reason counts as content, but one that means failure is none: another provider may still be asked.
    ...(failed && { content: whole.some(saysSomething), finished: [] }),
  }
  const same = after.length === before.length && after.every((chunk, i) => chunk === before[i])
  return same
    ? withFacts(batch, facts)
    : { kind: 'chunks', facts, chunks: () => after as unknown as readonly ChunkOf<O>[] }
}

const saysSomething = ({ choices }: JsonObject): boolean =>
  Array.isArray(choices) && choices.filter(isJsonObject).some(chatDialect.hasContent)

function first<T>(chunks: readonly JsonObject[], look: (chunk: JsonObject) => T | undefined): T | undefined {
  for (const chunk of chunks) {
    const found = look(chunk)
    if (found !== undefined) return found
  }
  return undefined
}
