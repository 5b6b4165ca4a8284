import { type ErrorDetails, type ErrorKind, ProviderError } from '@turnout/core'
import { Chance, seedOf } from './chance.ts'
import type { FaultKind, Upstream } from './world.ts'

/** What one upstream call is going to do. */
export interface CallPlan {
  readonly fault: FaultKind | undefined
  /** Until it says something, or fails. */
  readonly delayMs: number
  readonly gapMs: number
  /** Of the text, before it ends or breaks. */
  readonly parts: number
  readonly tellsUsage: boolean
}

/** Faults that are an error instead of an answer. */
const errors: Readonly<Partial<Record<FaultKind, readonly [ErrorKind, ErrorDetails]>>> = {
  server: ['server', { upstreamStatus: 500 }],
  unavailable: ['unavailable', { upstreamStatus: 503 }],
  'rate-limit': ['rate-limit', { upstreamStatus: 429 }],
  timeout: ['timeout', { upstreamStatus: 504 }],
  refused: ['connection', { sent: false }],
  reset: ['connection', {}],
  'bad-request': ['bad-request', { upstreamStatus: 400 }],
  'context-window': ['context-window', { upstreamStatus: 400 }],
  'content-policy': ['content-policy', { upstreamStatus: 400 }],
  authentication: ['authentication', { upstreamStatus: 401 }],
  quota: ['quota', { upstreamStatus: 429 }],
  'not-found': ['not-found', { upstreamStatus: 404 }],
}

/** `turn`: how often this request has been here before. The same call of the same world does the same, whatever else is changed. */
export function planCall(upstream: Upstream, atMs: number, isHealed: boolean, seed: readonly number[]): CallPlan {
  const [first = 0, ...rest] = seed
  const { of, between } = new Chance(seedOf(first, ...rest))
  const { latencyMs, gapMs, parts } = upstream
  const delayMs = between(latencyMs >> 1, latencyMs * 2)
  const said = between(1, parts)
  const tellsUsage = of(0.9)
  if (isHealed) return { fault: undefined, delayMs: 1, gapMs, parts: said, tellsUsage }
  const fault = faultIn(upstream, atMs, of)
  return { fault, delayMs: delayMs * timesAs(fault, of), gapMs, parts: said, tellsUsage }
}

/** How much longer than usual it takes to say something; some fail at once. */
function timesAs(fault: FaultKind | undefined, of: Chance['of']): number {
  if (fault === 'slow') return 20
  return fault !== undefined && fault in errors && of(0.3) ? 0 : 1
}

function faultIn({ faults, phases }: Upstream, atMs: number, of: Chance['of']): FaultKind | undefined {
  const phase = phases.find(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs)
  if (phase) return phase.fault
  for (const fault in faults) if (isFault(fault) && of(faults[fault] ?? 0)) return fault
  return undefined
}

const all: ReadonlySet<string> = new Set<FaultKind>([
  ...(Object.keys(errors) as FaultKind[]),
  ...(['rate-limit-told', 'hang', 'slow', 'empty', 'silent-cut', 'cut', 'stall', 'error-inside'] as const),
  ...(['unfinished', 'blocked'] as const),
])

const isFault = (name: string): name is FaultKind => all.has(name)

/** The error that a call fails with before it says anything; undefined where it does say something. */
export function errorOf({ fault, delayMs }: CallPlan): ProviderError | undefined {
  if (fault === 'rate-limit-told')
    return new ProviderError('rate-limit', 'simulated 429', { upstreamStatus: 429, retryAfterMs: 200 + delayMs * 10 })
  const [kind, details] = (fault && errors[fault]) ?? []
  return kind && new ProviderError(kind, `simulated ${fault}`, details)
}
