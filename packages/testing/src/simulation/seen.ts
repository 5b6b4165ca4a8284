import type { AttemptRecord, AttemptStarted, Claims, RequestEnd, RouterEvent, TurnoutError } from '@turnout/core'
import type { InstanceClock } from './instance-clock.ts'
import type { CallPlan } from './plan-call.ts'
import type { SimulatedInstance } from './simulated-instance.ts'
import type { ClientRequest } from './world.ts'

/** One process, from its start to its end. */
export interface InstanceSeen {
  /** Which of the world's; after a crash another one takes its place. */
  readonly index: number
  readonly number: number
  readonly clock: InstanceClock
  /** Undefined while it starts. */
  router: SimulatedInstance | undefined
  /** It takes no more requests: it ends, or is dead. */
  isGone: boolean
  /** It ended in the middle of the world. */
  hasEnded: boolean
  /** It says that the store is lost. */
  isStoreLost: boolean
  /** Attempts begun and not ended, by deployment, as its events tell it. */
  readonly open: Map<string, number>
  /** The same of calls, on the provider's side. */
  readonly running: Map<string, number>
  /** Deployments of which one of the two has changed since it was last looked at. */
  readonly changed: string[]
  /** What it thinks is running at the end, here and elsewhere. */
  thought: ReadonlyMap<string, number> | undefined
}

/** One call, on the provider's side. */
export interface UpstreamCall {
  readonly id: number
  readonly instance: InstanceSeen
  readonly deployment: string
  readonly prompt: number
  readonly startMs: number
  readonly plan: CallPlan
  /** Parts of the text so far. */
  said: number
  /** When it was over, or its connection closed. */
  endMs: number | undefined
}

/** One request, on its client's side and by the events about it. */
export interface RequestSeen {
  readonly id: string
  readonly asked: ClientRequest
  readonly instance: InstanceSeen
  readonly askedMs: number
  /** It is its client's own second try, and says so. */
  readonly isRetry: boolean
  starts: number
  refusals: number
  ends: number
  end: RequestEnd | undefined
  readonly attempts: AttemptStarted[]
  /** Groups that it went on to. */
  readonly fallbacks: { readonly group: string; readonly atMs: number }[]
  /** `lost`: its instance crashed. `forgotten`: its client does not look any more. */
  outcome: 'success' | 'failure' | 'left' | 'lost' | 'forgotten' | undefined
  outcomeMs: number | undefined
  failure: TurnoutError | undefined
  /** When its client left. */
  leftMs: number | undefined
  /** The call that its answer is of, and how many parts of it came. */
  call: number | undefined
  parts: number
  contentMs: number | undefined
  /** Whether its answer was kept, or made for somebody else as well. */
  cache: 'hit' | 'miss' | undefined
}

/** Of one shape from the beginning: there are thousands a second. */
export const newRequest = (
  id: string,
  asked: ClientRequest,
  instance: InstanceSeen,
  askedMs: number,
  isRetry: boolean,
): RequestSeen => ({
  id,
  asked,
  instance,
  askedMs,
  isRetry,
  starts: 0,
  refusals: 0,
  ends: 0,
  end: undefined,
  attempts: [],
  fallbacks: [],
  outcome: undefined,
  outcomeMs: undefined,
  failure: undefined,
  leftMs: undefined,
  call: undefined,
  parts: 0,
  contentMs: undefined,
  cache: undefined,
})

/** One place in the store. */
export interface ReservationSeen {
  readonly id: string
  readonly claims: Claims
  readonly atMs: number
  readonly instance: InstanceSeen
  settles: number
  actuals: ReadonlyMap<string, number>
}

/** What is wrong, and which invariant says so. */
export interface Violation {
  readonly invariant: number
  readonly atMs: number
  readonly what: string
}

/** Whatever is seen in a world, as it happens. */
export type Sight =
  | {
      readonly type: 'told'
      readonly instance: InstanceSeen
      readonly event: RouterEvent
      readonly request?: RequestSeen
    }
  | { readonly type: 'call-start' | 'call-end'; readonly call: UpstreamCall }
  | { readonly type: 'reserved' | 'settled'; readonly reservation: ReservationSeen }
  | { readonly type: 'asked' | 'content' | 'over' | 'left'; readonly request: RequestSeen }

/** What all sides of a world saw: each writes its own, and the invariants compare. */
export class Seen {
  readonly instances: InstanceSeen[] = []
  readonly requests = new Map<string, RequestSeen>()
  readonly calls: UpstreamCall[] = []
  readonly attempts = new Map<string, AttemptRecord | undefined>()
  readonly reservations = new Map<string, ReservationSeen>()
  readonly #turns = new Map<number, number>()

  /** How often this has been asked before. */
  turnOf(prompt: number): number {
    const turn = this.#turns.get(prompt) ?? 0
    this.#turns.set(prompt, turn + 1)
    return turn
  }
}
