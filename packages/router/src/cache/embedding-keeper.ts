import type { Batch, OperationName } from '@turnout/core'
import type { Engine } from '../engine/engine.ts'
import type { Keeper, Served } from '../engine/keeper.ts'
import { partKeys } from './answer-key.ts'
import type { Answers } from './answers.ts'
import { canonical } from './canonical.ts'
import { partsOf, sharesOf, vectorsIn } from './embedding-parts.ts'
import { sealed } from './envelope.ts'
import { makerOf } from './maker-of.ts'
import type { Plan } from './plan.ts'

interface EmbeddingKeeperParts {
  readonly engine: Engine
  readonly answers: Answers
  readonly plan: Plan
}

/** Keeps the embedding of each text by itself. */
export class EmbeddingKeeper implements Keeper {
  readonly #parts: EmbeddingKeeperParts
  #batch: Batch<OperationName> | undefined

  constructor(parts: EmbeddingKeeperParts) {
    this.#parts = parts
  }

  note(batch: Batch<OperationName>): void {
    this.#batch = batch
  }

  keep({ ask, group, deployment, usage }: Served): void {
    try {
      const result: unknown = this.#batch?.kind === 'whole' ? this.#batch.result() : undefined
      const parts = partsOf(ask.request['input'])
      const vectors = vectorsIn(result, parts.length)
      if (!vectors) return
      const { data: _, usage: __, ...rest } = Object(result)
      const { engine, answers, plan } = this.#parts
      const keys = partKeys({ engine, answers, ask, group }, 'input', parts.map(canonical))
      const shares = sharesOf(usage, parts)
      const atMs = engine.runtime.clock.wallMs()
      const facts = { atMs, deploymentId: deployment.id, maker: makerOf(deployment), group }
      const entries = keys.flatMap((key, at) => {
        const share = shares[at]
        if (!share) return []
        const body = Buffer.from(JSON.stringify({ ...rest, data: [{ ...vectors[at], index: 0 }] }))
        return [{ key, value: sealed(key, { ...facts, usage: share, body }), ttlMs: plan.ttlMs }]
      })
      answers.careful.set(entries)
    } catch {
      // What cannot be read cannot be kept; whoever reads it hears of it.
    }
  }
}
