import type {
  CancelScope,
  FallbackPolicy,
  IncomingTrace,
  OperationName,
  ParamSettings,
  RequestOf,
  TraceContext,
} from '@turnout/core'
import type { CacheWishes } from '../cache/cache-wishes.ts'
import type { CacheMark } from './cache-mark.ts'
import type { ContentRecorder } from './content-recorder.ts'
import type { Keeper } from './keeper.ts'
import type { MockFailure } from './mock-failure.ts'
import type { Resolved } from './resolve-group.ts'

/** One request, understood: the alias resolved, the options taken out, the deadline fixed. */
export interface Ask<O extends OperationName> {
  readonly requestId: string
  /** Its own, also where callers give the same request id to several. */
  readonly uniqueId: string
  readonly operation: O
  /** What goes to the provider; never changed. */
  readonly request: RequestOf<O>
  /** What goes to another group instead: the cache may have a part of what this one is asked, but not of that one. */
  readonly elsewhere: RequestOf<O> | undefined
  /** The JSON it was parsed from, if it is still that to the letter. */
  readonly raw: string | undefined
  readonly stream: boolean
  /** As the caller named it. */
  readonly model: string
  readonly group: string
  /** Where the group has `*`: the name that fitted it, and what the stars stood for. */
  readonly wildcard: Resolved['wildcard']
  readonly tags: readonly string[]
  readonly region: string | undefined
  readonly numRetries: number | undefined
  /** Until the first content; monotonic, Infinity without a deadline. */
  readonly deadlineMs: number
  /** After it: not before `deadlineMs`. */
  readonly lastDeadlineMs: number
  readonly timeoutMs: number | undefined
  readonly streamTimeoutMs: number | undefined
  readonly fallbackPolicy: FallbackPolicy
  readonly maxFallbacks: number
  /** Whether it is a client's own retry of a request that failed; undefined where the client does not tell. */
  readonly isRetry: boolean | undefined
  /** What the caller says of parameters that a model does not have. */
  readonly params: ParamSettings | undefined
  /** LiteLLM's mocks, for users' own tests. */
  readonly mockResponse: string | undefined
  readonly mockFailure: MockFailure | undefined
  /** Lets go of what ties the request to its caller, when it is over. */
  readonly release: () => void
  /** Cancelled when the caller leaves. */
  readonly scope: CancelScope
  readonly startedMs: number
  /** What the caller says of the response cache. */
  readonly cacheWishes: CacheWishes | undefined
  /** Whose answers it may get from there. */
  readonly caller: string | undefined
  /** Tokens of the prompt, about: reckoned when first asked for. */
  inputTokens: number | undefined
  /** Its place in a trace, where it has one. */
  readonly trace: TraceContext | undefined
  /** What goes to the provider of the trace that came with the request, where that is not ours to go on with. */
  readonly passingTrace: IncomingTrace | undefined
  /** Whether the caller wants all of it told. */
  readonly explain: boolean
  /** Prompt and answer, where callbacks are told them. */
  readonly content: ContentRecorder | undefined
  /** What the response cache had; undefined until it was asked. */
  cache: CacheMark | undefined
  keeper: Keeper | undefined
}
