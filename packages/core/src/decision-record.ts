import type { AttemptRecord, Rejection } from './decision.ts'
import type { ErrorKind } from './errors/error-kind.ts'
import type { Json, JsonObject } from './json.ts'
import type { OperationName } from './operations/operations.ts'
import type { Usage } from './operations/usage.ts'
import type { TraceContext } from './trace.ts'

/** One deployment, as it was looked at for one choice. */
export interface CandidateRecord {
  readonly deploymentId: string
  readonly provider: string
  /** The model's name at the provider. */
  readonly model: string
  /** The filter that put it aside, and why. */
  readonly rejection?: Omit<Rejection, 'deploymentId'>
  /** Why it was left for later, though no filter has anything against it. */
  readonly standsBack?: 'tried' | 'order' | 'warming-up'
  /** What the strategy saw of it: the signals that it needs, by the names it has for them. */
  readonly view: Readonly<Record<string, Json>>
  /** In an explanation: how likely it is that it would be chosen, from 0 to 1. */
  readonly odds?: number
  /** In an explanation: how much of each of its limits is taken. */
  readonly limits?: readonly LimitRecord[]
}

/** How full a limit is. */
export interface LimitRecord {
  readonly name: 'rpm' | 'tpm' | 'parallel'
  readonly used: number
  readonly limit: number
}

/** Who was looked at for one attempt, and who was taken. */
export interface ChoiceRecord {
  readonly type: 'choice'
  /** Monotonic. */
  readonly atMs: number
  readonly group: string
  readonly strategy: string
  readonly candidates: readonly CandidateRecord[]
  /** How many more the group has than are listed. */
  readonly unlisted: number
  /** Undefined where nobody could be asked. */
  readonly chosenId?: string
  readonly attemptId?: string
  /** Why nobody could be asked. */
  readonly failure?: RequestFailure & { readonly retryAfterMs?: number }
}

/** What happened on the way, in order. What became of a choice is in the attempt of its id. */
export type DecisionStep =
  | ChoiceRecord
  | { readonly type: 'wait'; readonly atMs: number; readonly waitMs: number }
  | {
      readonly type: 'fallback'
      readonly atMs: number
      readonly from: string
      readonly to: string
      readonly kind: ErrorKind
    }
  | {
      readonly type: 'cooldown'
      readonly atMs: number
      readonly deploymentId: string
      readonly kind: ErrorKind
      readonly durationMs: number
    }

/** How a request failed, as its caller is told. */
export interface RequestFailure {
  readonly kind: ErrorKind
  /** The HTTP status; of a stream that broke, what it would have been. */
  readonly status: number
  readonly code: string
  readonly message: string
}

/** What the response cache did for a request that it was asked for. */
export interface CacheUse {
  /** A hit was answered by nobody but the cache; a part of the texts of an embedding is a miss. */
  readonly status: 'hit' | 'miss'
  /** What did not have to be used again. */
  readonly savedUsage?: Usage
  /** The same in USD, where the prices are known. */
  readonly savedUsd?: number
}

/** Everything that became of one request, and why: plain data. No prompt, answer or key is in it, except `content`. */
export interface DecisionRecord {
  readonly requestId: string
  readonly operation: OperationName
  /** As the caller named it. */
  readonly model: string
  /** The group that the caller's name leads to. */
  readonly asked: string
  /** The group that served; the one asked for where none did. */
  readonly group: string
  readonly stream: boolean
  readonly tags: readonly string[]
  /** When it ended, monotonic, on the router's clock, as all times in it. */
  readonly atMs: number
  /** The same moment in ms since the Unix epoch. */
  readonly wallMs: number
  readonly durationMs: number
  /** The router's own time up to the answer, without attempts and waits; undefined where there was none. */
  readonly overheadMs: number | undefined
  readonly attempts: readonly AttemptRecord[]
  /** How many groups were gone to after the one asked for. */
  readonly fallbacks: number
  /** Choices, waits, fallbacks and cooldowns in order; absent where nobody wanted to know. */
  readonly steps?: readonly DecisionStep[] | undefined
  readonly failure?: RequestFailure | undefined
  readonly usage?: Usage | undefined
  readonly usageEstimated?: boolean | undefined
  /** USD, of all attempts together; undefined where a price is not known. */
  readonly costUsd?: number | undefined
  /** Absent: the response cache had no part in it. Of a hit there are no attempts, and no usage but what was saved. */
  readonly cache?: CacheUse | undefined
  readonly trace?: TraceContext | undefined
  /** Whom the caller says it asks for (`user`). */
  readonly user?: string | undefined
  /** `metadata` as the caller sent it. */
  readonly metadata?: JsonObject | undefined
  /** Prompt and answer: only where the configuration says `turn_off_message_logging: false`. */
  readonly content?: { readonly request: JsonObject; readonly answer?: JsonObject | undefined } | undefined
}

/** What would become of a request, asked before it: nothing is reserved, sent or remembered. */
export interface Explanation {
  readonly operation: OperationName
  readonly model: string
  /** The group that the name leads to. */
  readonly asked: string
  /** Whether it would come from the response cache; `off`: that has no part in it. */
  readonly cache: 'hit' | 'miss' | 'off'
  /** The group asked for, and then each that it would fall back to, in order. */
  readonly choices: readonly ChoiceRecord[]
}
