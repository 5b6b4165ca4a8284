import type { Batch, ChunkBatch, OperationName, Usage } from '@turnout/core'

/** Batches as one, so that they go on in one write. Undefined: they are better passed on one by one. */
export function joined<O extends OperationName>(batches: readonly Batch<O>[]): ChunkBatch<O> | undefined {
  const parts: ChunkBatch<O>[] = []
  const raws: Uint8Array[] = []
  const finished: number[] = []
  let latin1: string | undefined = ''
  let [content, choices, events, done] = [false, 0, 0, false]
  let usage: Usage | undefined
  for (const batch of batches) {
    if (batch.kind === 'whole' || batch.facts.error) return undefined
    const { raw, facts } = batch
    parts.push(batch)
    if (raw) raws.push(raw)
    latin1 = latin1 === undefined || batch.latin1 === undefined ? undefined : latin1 + batch.latin1
    content ||= facts.content
    choices = Math.max(choices, facts.choices)
    for (const index of facts.finished) finished.push(index)
    done ||= facts.done
    usage = facts.usage ?? usage
    events += facts.events ?? (facts.content ? 1 : 0)
  }
  if (raws.length > 0 && raws.length < parts.length) return undefined
  return {
    kind: 'chunks',
    ...(raws.length > 0 ? { raw: Buffer.concat(raws), latin1 } : {}),
    facts: { content, choices, finished, done, events, ...(usage ? { usage } : {}) },
    chunks: () => parts.flatMap((batch) => batch.chunks()),
  }
}
