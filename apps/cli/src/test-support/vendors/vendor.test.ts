import type { JsonObject } from '@turnout/core'
import type { Asked } from '../../../../../tools/fake-upstream.ts'
import type { Turn } from './pairing.test.ts'

export interface Call {
  readonly id: string
  readonly name: string
  readonly arguments: JsonObject
}

/** What a made-up model says, in no vendor's words. */
export interface Said {
  readonly text?: string
  readonly reasoning?: string
  readonly calls?: readonly Call[]
}

export const failures = ['bad', 'locked', 'gone', 'busy', 'broken', 'overloaded', 'long'] as const

/** What can go wrong with every vendor, however each says it. */
export type Failure = (typeof failures)[number]

/** A request, as its vendor understands it. */
export interface Question {
  readonly operation: 'chat' | 'embedding'
  readonly model: string
  readonly stream: boolean
  readonly hasTools: boolean
  /** The conversation; empty for embeddings. */
  readonly turns: readonly Turn[]
  /** How many texts to embed. */
  readonly inputs: number
  readonly path: string
  /** As it came. */
  readonly body: string
  /** What the vendor would refuse it for. */
  readonly problems: readonly string[]
}

export interface Sent {
  readonly type: string
  readonly body: string | Uint8Array
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** Thoughts aloud; how much of a prompt was cached; embeddings. */
export type Shown = 'reasoning' | 'cached tokens' | 'embeddings'

/** A vendor's interface: requests in, answers out. */
export interface Vendor {
  readonly name: string
  /** What not every vendor has, and the tests expect of this one. */
  readonly shows: readonly Shown[]
  /** Undefined where it has no such path. */
  asked(asked: Asked): Question | Sent | undefined
  /** It has the key, where the vendor wants it. */
  isKnown(headers: Asked['headers']): boolean
  chat(said: Said, question: Question): Sent
  embedding(question: Question): Sent
  failure(failure: Failure, message: string): Sent
  /** A failure in the middle of a stream, as one more event of it. */
  trouble(message: string): string | Uint8Array
}

export const json = (value: object, status = 200, headers: Sent['headers'] = {}): Sent => ({
  ...{ type: 'application/json', body: JSON.stringify(value), status, headers },
})

/** Tokens of every answer: `cached` are part of `prompt`, `reasoning` part of `completion`. */
export const spent = { prompt: 20, cached: 4, completion: 7, reasoning: 3 } as const

/** The vector of every text. */
export const vector = [0.5, -1.25] as const

/** Some text in three pieces, none of them empty: pieces of JSON are cut in the middle, too. */
export function inPieces(text: string): readonly string[] {
  const third = Math.max(1, Math.ceil(text.length / 3))
  return [text.slice(0, third), text.slice(third, 2 * third), text.slice(2 * third)].filter((piece) => piece !== '')
}

/** The statuses that most vendors have. */
export const usualStatus: Readonly<Record<Failure, number>> = {
  ...{ bad: 400, locked: 401, gone: 404, busy: 429, broken: 500, overloaded: 503, long: 400 },
}
