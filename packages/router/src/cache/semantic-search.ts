import type { Clock, SemanticIndex, SemanticSettings } from '@turnout/core'
import type { Ask } from '../engine/ask.ts'
import type { Reply } from '../engine/reply.ts'
import { understand } from '../understand.ts'
import { type Asked, partKeys } from './answer-key.ts'
import { canonical } from './canonical.ts'
import { inTime } from './in-time.ts'
import { promptTextOf } from './prompt-text.ts'

/** No request waits longer for what its prompt means. */
const longestMs = 2_000

/** A prompt by what it means, and where to look for others like it. */
export interface Meaning {
  readonly place: string
  readonly vector: Float32Array
}

/** Asks for the embedding of a text. */
type Embed = (ask: Ask<'embedding'>) => Promise<Reply<'embedding'>>

/** Answers by the meaning of prompts: same group, same caller, same parameters, other words. */
export class SemanticSearch {
  readonly #settings: SemanticSettings
  readonly #index: SemanticIndex
  readonly #clock: Clock

  constructor(settings: SemanticSettings, index: SemanticIndex, clock: Clock) {
    this.#settings = settings
    this.#index = index
    this.#clock = clock
  }

  /** What a chat's prompt means; undefined where it has no words, or nobody can tell in time. Never rejects. */
  async meaningOf(asked: Asked, embed: Embed): Promise<Meaning | undefined> {
    try {
      const { engine, ask } = asked
      const prompt = ask.operation === 'chat' ? promptTextOf(ask.request['messages']) : undefined
      if (!prompt) return undefined
      const { scope, caller } = ask
      const request = { model: this.#settings.model, input: prompt.text }
      const leftMs = Math.max(0, ask.deadlineMs - this.#clock.monotonicMs())
      const deadlineMs = Math.min(longestMs, leftMs)
      const reply = await embed(understand(engine, 'embedding', request, { scope, caller, deadlineMs }))
      // Embeddings of different models are not compared: it may be another one after a reload, or a fallback.
      const [place = ''] = partKeys(asked, 'messages', [canonical([reply.group, prompt.rest])])
      const values = reply.whole().result().data[0]?.embedding
      if (!Array.isArray(values) || !values.some((value) => value !== 0)) return undefined
      return { place, vector: Float32Array.from(values) }
    } catch {
      return undefined
    }
  }

  /** The key of the answer to the nearest prompt, where one is near enough. Never rejects. */
  async nearest({ place, vector }: Meaning) {
    try {
      return await inTime(this.#clock, Promise.resolve(this.#index.nearest(place, vector, this.#settings.threshold)))
    } catch {
      return undefined
    }
  }

  /** From now on the answer under this key is found by it. Never throws. */
  remember({ place, vector }: Meaning, key: string, ttlMs: number): void {
    const added = async () => this.#index.add({ place, vector, key, ttlMs })
    added().catch(() => {})
  }
}
