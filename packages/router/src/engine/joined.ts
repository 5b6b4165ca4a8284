import type { ChunkBatch, OperationName, ProviderError, Usage } from '@turnout/core'
import { eventBytes } from '../http/event-stream.ts'

/** Batches as one, so that they go on in one write: as bytes, where any of them has its own. */
export function joined<O extends OperationName>(batches: readonly ChunkBatch<O>[]): ChunkBatch<O> {
  const finished: number[] = []
  let latin1: string | undefined = ''
  let [content, choices, events, done] = [false, 0, 0, false]
  let usage: Usage | undefined
  let error: ProviderError | undefined
  for (const batch of batches) {
    const { facts } = batch
    latin1 = latin1 === undefined || batch.latin1 === undefined ? undefined : latin1 + batch.latin1
    content ||= facts.content
    choices = Math.max(choices, facts.choices)
    for (const index of facts.finished) finished.push(index)
    done ||= facts.done
    usage = facts.usage ?? usage
    error = facts.error ?? error
    events += facts.events ?? (facts.content ? 1 : 0)
  }
  return {
    kind: 'chunks',
    ...(batches.some(({ raw }) => raw) ? { raw: Buffer.concat(batches.map(bytesOf)), latin1 } : {}),
    facts: { content, choices, finished, done, events, ...(usage ? { usage } : {}), ...(error ? { error } : {}) },
    chunks: () => batches.flatMap((batch) => batch.chunks()),
  }
}

const bytesOf = (batch: ChunkBatch<OperationName>): Uint8Array => {
  const bytes = eventBytes(batch)
  return typeof bytes === 'string' ? Buffer.from(bytes) : bytes
}
