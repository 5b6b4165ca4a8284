import { type Batch, isJsonObject, type OperationName, type Usage } from '@turnout/core'
import type { Engine } from '../engine/engine.ts'
import type { Keeper, Served } from '../engine/keeper.ts'
import { answerKey } from './answer-key.ts'
import type { Answers } from './answers.ts'
import { sealed } from './envelope.ts'
import { makerOf } from './maker-of.ts'
import type { Plan } from './plan.ts'
import { isChatCompletion, isTextCompletion } from './replay/is-result.ts'
import { wholeOf } from './replay/whole-of.ts'
import type { Meaning } from './semantic-search.ts'

/** Larger answers are not kept. */
const mostBytes = 8 * 1024 * 1024
/** What is translated has no bytes yet; about as much as a chunk. */
const unreadBytes = 256

interface AnswerKeeperParts {
  readonly engine: Engine
  readonly answers: Answers
  readonly plan: Plan
  /** Of what was asked; a fallback's answer has another one. */
  readonly key: string
  readonly meaning: Meaning | undefined
}

/** Keeps an answer that has ended well, under the group that served it. */
export class AnswerKeeper implements Keeper {
  readonly #parts: AnswerKeeperParts
  #batches: Batch<OperationName>[] = []
  #bytes = 0

  constructor(parts: AnswerKeeperParts) {
    this.#parts = parts
  }

  note(batch: Batch<OperationName>): void {
    this.#bytes += batch.raw?.byteLength ?? unreadBytes
    if (this.#bytes <= mostBytes) this.#batches.push(batch)
    else this.#batches = []
  }

  keep({ ask, group, deployment, usage, estimated }: Served): void {
    try {
      const body = bodyOf(ask.operation, this.#batches, estimated ? undefined : usage)
      if (!body || body.byteLength > mostBytes || this.#bytes > mostBytes) return
      const { engine, answers, plan, meaning } = this.#parts
      const key = answerKey({ engine, answers, ask, group })
      const atMs = engine.runtime.clock.wallMs()
      const value = sealed(key, { atMs, deploymentId: deployment.id, maker: makerOf(deployment), group, usage, body })
      answers.careful.set([{ key, value, ttlMs: plan.ttlMs }])
      if (meaning && key === this.#parts.key) answers.semantic?.remember(meaning, key, plan.ttlMs)
    } catch {
      // What cannot be read cannot be kept; whoever reads it hears of it.
    } finally {
      this.#batches = []
    }
  }
}

/** The plain answer, also of a stream; undefined where there is none that could be told again. */
function bodyOf(
  operation: OperationName,
  batches: readonly Batch<OperationName>[],
  usage?: Usage,
): Uint8Array | undefined {
  const [first] = batches
  if (first?.kind === 'whole') {
    const result = first.result()
    if (!isWhole[operation](result)) return undefined
    return first.raw ?? asJson(result)
  }
  const chunks = batches.flatMap((batch) => (batch.kind === 'chunks' ? batch.chunks() : []))
  const whole = wholeOf(operation, chunks, usage)
  return whole && asJson(whole)
}

/** A body that nobody has looked at may be anything. */
const isWhole: Readonly<Record<OperationName, (result: unknown) => boolean>> = {
  chat: isChatCompletion,
  textCompletion: isTextCompletion,
  embedding: isJsonObject,
  rerank: isJsonObject,
}

const asJson = (value: object): Buffer => Buffer.from(JSON.stringify(value))
