import {
  type AttemptEnd,
  type Deployment,
  isNonEmpty,
  type Needs,
  type NonEmpty,
  ProviderError,
  type RequestOf,
  type RoutingStrategy,
} from '@turnout/core'
import { makeAttemptEnd, makeAttemptStart } from './make-attempt.ts'
import { makeContext } from './make-context.ts'
import { seededRandom } from './seeded-random.ts'
import { ServerSlots, type SimulatedServer } from './simulated-server.ts'
import { TrackedGroup } from './tracked-group.ts'

export interface SimulatedTraffic<N extends Needs> {
  readonly strategy: RoutingStrategy<N>
  readonly servers: NonEmpty<SimulatedServer>
  /** Requests a second, coming by chance (Poisson). */
  readonly perSecond: number
  readonly seconds: number
  readonly seed: number
  readonly stream?: boolean
  /** After so long a caller leaves. */
  readonly patienceMs?: number
  /** What the next request is; absent: all alike, with no messages. */
  readonly request?: (random: () => number) => RequestOf<'chat'>
  /** Whether a deployment is left out of the choice, as by a cooldown. Where all are, none is. */
  readonly isOut?: (deployment: Deployment, nowMs: number) => boolean
  /** Tokens that each request is thought to take. */
  readonly estimatedTokens?: number
}

export interface SimulatedCall {
  readonly deployment: Deployment
  readonly startedMs: number
  readonly endedMs: number
  readonly failure: ProviderError | undefined
}

interface Running extends SimulatedCall {
  readonly end: AttemptEnd
}

/**
 * What becomes of traffic under a strategy, call by call: no router, no retries, only choices, lines of waiting, and
 * trackers that are told of every start and end. Arrivals are the same for the same seed, whatever the strategy.
 */
export function simulateTraffic<N extends Needs>(traffic: SimulatedTraffic<N>): readonly SimulatedCall[] {
  const { strategy, servers, perSecond, seconds, seed, stream = false, estimatedTokens = 0, isOut } = traffic
  const arrivals = seededRandom(seed)
  const chance = seededRandom(seed + 1)
  let nowMs = 0
  const deployments = servers.map(({ deployment }) => deployment)
  if (!isNonEmpty(deployments)) throw new Error('no servers')
  const group = new TrackedGroup(strategy.needs, deployments, () => nowMs)
  const context = makeContext({ stream, random: seededRandom(seed + 2) })
  const sites = new Map(servers.map((server) => [server.deployment, { server, slots: new ServerSlots(server) }]))
  const running: Running[] = []
  const calls: SimulatedCall[] = []

  const endUntil = (untilMs: number) => {
    for (let next = running.at(-1); next && next.endedMs <= untilMs; next = running.at(-1)) {
      running.pop()
      nowMs = next.endedMs
      group.end(next.deployment, next.end)
    }
  }

  for (let atMs = next(0); atMs < seconds * 1_000; atMs = next(atMs)) {
    endUntil(atMs)
    nowMs = atMs
    const left = isOut ? group.candidates.filter(({ deployment }) => !isOut(deployment, atMs)) : group.candidates
    const request = traffic.request?.(chance) ?? context.request
    const deployment = strategy.select(isNonEmpty(left) ? left : group.candidates, { ...context, request, nowMs })
    const site = sites.get(deployment)
    if (!site) throw new Error(`${strategy.name} chose a stranger`)
    const attemptId = `${calls.length}`
    group.start(deployment, makeAttemptStart({ attemptId, stream, atMs, estimatedTokens }))
    const end = ending(site.server, site.slots, atMs, chance, traffic.patienceMs)
    const call = { deployment, startedMs: atMs, endedMs: end.endedMs, failure: end.failure }
    calls.push(call)
    const later = running.findLastIndex(({ endedMs }) => endedMs >= call.endedMs)
    running.splice(later + 1, 0, { ...call, end: makeAttemptEnd({ ...end, attemptId, stream }) })
  }
  return calls

  function next(afterMs: number): number {
    return afterMs - (Math.log(1 - arrivals()) / perSecond) * 1_000
  }
}

/** How a call ends that comes now: in line, then answered; or left by its caller. */
function ending(
  server: SimulatedServer,
  slots: ServerSlots,
  startedMs: number,
  random: () => number,
  patienceMs = Infinity,
): Omit<AttemptEnd, 'attemptId' | 'operation' | 'stream'> {
  const beginMs = slots.beginMs(startedMs)
  const { wholeMs, firstContentMs = wholeMs, completionTokens = 0, failure } = server.answer(beginMs, random)
  const endedMs = Math.min(beginMs + wholeMs, startedMs + patienceMs)
  if (beginMs < endedMs) slots.take(endedMs)
  const left = endedMs < beginMs + wholeMs
  const saidSomething = !failure && beginMs + firstContentMs <= endedMs
  return {
    startedMs,
    endedMs,
    firstContentMs: saidSomething ? beginMs + firstContentMs : undefined,
    failure: left ? new ProviderError('cancelled', 'The caller has left.') : failure,
    usage: { prompt_tokens: 0, completion_tokens: completionTokens, total_tokens: completionTokens },
  }
}

/** The share of calls that each deployment got, by its id, of those that started in [`fromMs`, `untilMs`). */
export function sharesOf(
  calls: readonly SimulatedCall[],
  fromMs = 0,
  untilMs = Infinity,
): Readonly<Record<string, number>> {
  const among = calls.filter(({ startedMs }) => startedMs >= fromMs && startedMs < untilMs)
  const counts: Record<string, number> = {}
  for (const { deployment } of among) counts[deployment.id] = (counts[deployment.id] ?? 0) + 1
  return Object.fromEntries(Object.entries(counts).map(([id, count]) => [id, count / among.length]))
}

/** What this share of the calls did not take longer than, in ms. */
export function tookMs(calls: readonly SimulatedCall[], share: number): number {
  const times = calls.map(({ startedMs, endedMs }) => endedMs - startedMs).sort((a, b) => a - b)
  return times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0
}
