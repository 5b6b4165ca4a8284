import { type AttemptEnd, type Json, ProviderError, type Signal, type Tracker } from '@turnout/core'
import { makeAttemptEnd, makeAttemptStart, makeDeployment } from '@turnout/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Health, health } from './health.ts'
import { inFlight } from './in-flight.ts'
import { latency } from './latency.ts'
import { peakLatency } from './peak-latency.ts'
import { remainingUpstream } from './remaining-upstream.ts'
import { usage } from './usage.ts'

const names = ['a', 'b', 'c'] as const
type Name = (typeof names)[number]

/** Three instances, each with a clock of its own, that know one deployment. */
class Fleet {
  nowMs = 0
  readonly trackers: Readonly<Record<Name, Tracker<unknown>>>
  readonly #running = new Map<string, { readonly name: Name; readonly startedMs: number }>()
  #started = 0

  constructor(signal: Signal<unknown>) {
    const bind = () => signal.bind(makeDeployment({ model: 'm' }))
    this.trackers = { a: bind(), b: bind(), c: bind() }
  }

  /** What this instance's own clock says. */
  at(name: Name): number {
    return this.nowMs + { a: 1_000_000, b: 7, c: 50_000_000 }[name]
  }

  start(name: Name): void {
    const attemptId = `${++this.#started}`
    this.#running.set(attemptId, { name, startedMs: this.at(name) })
    this.trackers[name].start?.(makeAttemptStart({ attemptId, atMs: this.at(name), estimatedTokens: 10 }))
  }

  /** Ends one of those that run, if any does. */
  end(nth: number, more: Partial<AttemptEnd>): void {
    const [attemptId, attempt] = [...this.#running][nth % Math.max(1, this.#running.size)] ?? []
    if (attemptId === undefined || !attempt) return
    this.#running.delete(attemptId)
    const { name, startedMs } = attempt
    const times = { startedMs, endedMs: this.at(name), firstContentMs: more.failure ? undefined : this.at(name) }
    this.trackers[name].end?.(makeAttemptEnd({ attemptId, ...times, ...more }))
  }

  /** What others are to know, as it travels. */
  said(name: Name, whole: boolean): Json | undefined {
    const data = this.trackers[name].export?.(this.at(name), whole)
    const travelled: Json | undefined = data === undefined ? undefined : JSON.parse(JSON.stringify(data))
    expect(travelled).toEqual(data)
    return travelled
  }

  tell(name: Name, { whole = false, times = 1 } = {}): void {
    const data = this.said(name, whole)
    if (data === undefined) return
    for (const other of names)
      for (let i = 0; i < times; i++) if (other !== name) this.trackers[other].merge?.(name, data, this.at(other))
  }

  /** Twice, because what is heard may end a trial, which is news again. */
  tellAll(whole = false): void {
    for (const name of [...names, ...names]) this.tell(name, { whole })
  }

  /** Everybody hears that these are gone. */
  forget(...gone: readonly Name[]): void {
    for (const other of names)
      for (const name of gone) if (other !== name) this.trackers[other].merge?.(name, undefined, this.at(other))
  }
}

const headers = (remaining: number) => ({
  'x-ratelimit-limit-requests': '100',
  'x-ratelimit-remaining-requests': `${remaining}`,
  'x-ratelimit-reset-requests': '9s',
})

const kinds = ['server', 'cancelled', 'rate-limit', 'bad-request'] as const
const step = fc.record({
  what: fc.constantFrom(
    'start',
    'start',
    'start',
    'end',
    'end',
    'fail',
    'cool',
    'tell',
    'tell',
    'lose',
    'whole',
    'twice',
  ),
  name: fc.constantFrom(...names),
  nth: fc.nat(9),
  afterMs: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 1, max: 900 }) },
    { weight: 1, arbitrary: fc.constantFrom(7_000, 31_000, 61_000) },
  ),
})
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

function take(fleet: Fleet, { what, name, nth, afterMs }: Step): void {
  fleet.nowMs += afterMs
  const tracker = fleet.trackers[name]
  const usage = { prompt_tokens: nth, completion_tokens: 1, total_tokens: nth + 1 }
  const kind = kinds[nth % kinds.length] ?? 'server'
  if (what === 'start') fleet.start(name)
  else if (what === 'end') fleet.end(nth, { usage, headers: headers(nth * 10) })
  else if (what === 'fail') fleet.end(nth, { failure: new ProviderError(kind, 'x'), headers: headers(0) })
  else if (what === 'tell') fleet.tell(name)
  else if (what === 'lose') fleet.said(name, false)
  else if (what === 'whole') fleet.tell(name, { whole: true })
  else if (what === 'twice') fleet.tell(name, { whole: nth % 2 === 0, times: 2 })
  else if (tracker instanceof Health) tracker.cool(kind, fleet.at(name) + 1_000 * nth + 1)
}

const readPlain = (tracker: Tracker<unknown>, nowMs: number) => tracker.value(nowMs)
const readUsage = (tracker: Tracker<unknown>, nowMs: number) => ({ ...Object(tracker.value(nowMs)) })
function readSamples(tracker: Tracker<unknown>, nowMs: number) {
  const { count, mean, deviation } = Object(tracker.value(nowMs))
  return { count, mean, deviation }
}
/** To the millisecond: it sinks by fractions. */
function readPeak(tracker: Tracker<unknown>, nowMs: number) {
  const view = Object(tracker.value(nowMs))
  return [true, false].map((stream) => Math.round(view.ms(stream)))
}
function readHealth(state: Tracker<unknown>, nowMs: number) {
  if (!(state instanceof Health)) throw new Error('not a Health')
  const leftMs = [state.coolingUntilMs, state.statedUntilMs].map((untilMs) => Math.max(0, untilMs - nowMs))
  return [...leftMs, state.needsProof(nowMs), state.isOnTrial(nowMs), state.warmth(nowMs)]
}

/** What all instances are to agree on in the end; times as ages. */
const counted = [
  { name: 'in-flight', signal: inFlight, read: readPlain },
  { name: 'usage', signal: usage, read: readUsage },
  { name: 'remaining-upstream', signal: remainingUpstream, read: readPlain },
  { name: 'peak-latency', signal: peakLatency, read: readPeak },
]
const all = [
  ...counted,
  { name: 'latency', signal: latency(60_000, 4), read: readSamples },
  { name: 'health', signal: health, read: readHealth },
]

describe.each(all)('$name', ({ signal, read }) => {
  const whatever = (law: (fleet: Fleet) => void, lost = true) =>
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (given) => {
        const steps = lost ? given : given.filter(({ what }) => what !== 'lose')
        const fleet = new Fleet(signal)
        for (const each of steps) take(fleet, each)
        law(fleet)
      }),
      { numRuns: 200 },
    )
  const readAll = (fleet: Fleet) => names.map((name) => read(fleet.trackers[name], fleet.at(name)))

  it('is the same everywhere once all have told the whole, whatever got lost before', () => {
    whatever((fleet) => {
      fleet.tellAll(true)
      const [a, b, c] = readAll(fleet)
      expect([b, c]).toEqual([a, a])
    })
  })

  it('is the same everywhere once all have told what is new, where nothing got lost', () => {
    whatever((fleet) => {
      fleet.tellAll()
      const [a, b, c] = readAll(fleet)
      expect([b, c]).toEqual([a, a])
    }, false)
  })

  it('does not change by being told again, and nobody has anything new to say then', () => {
    whatever((fleet) => {
      fleet.tellAll(true)
      const before = readAll(fleet)
      fleet.tellAll(true)
      expect(readAll(fleet)).toEqual(before)
      expect(names.map((name) => fleet.said(name, false))).toEqual([undefined, undefined, undefined])
    })
  })

  it('is told by those only who saw it: one that saw nothing says nothing', () => {
    whatever((fleet) => {
      const [listener, gossip] = [new Fleet(signal).trackers.a, fleet.said('b', true)]
      if (gossip !== undefined) listener.merge?.('b', gossip, 5)
      expect([listener.export?.(5, true), listener.export?.(6, false)]).toEqual([undefined, undefined])
    })
  })

  it('is not changed by what is no report', () => {
    whatever((fleet) => {
      fleet.tellAll()
      const before = readAll(fleet)
      const garbage: readonly Json[] = [
        ...[null, true, 'x', -1, {}, [], [1], [[1, 2]], [[-1, 2, 3]], [['1', 2, 3]], [[1, 2, 3], null], [[[], 1, 1]]],
        ...[{ requests: 1 }, { requests: 1, tokens: -1 }, { requests: '1', tokens: 1 }],
        ...[{ streamMs: null, plainMs: 9e9 }, { streamMs: '1' }, { plainMs: -1 }],
        ...[{ limit: [2, 0, 9e9] }, { limit: [0, 0] }, { limit: 0 }, { limit: [0, -1, 9e9] }],
        ...[{ coolsForMs: 9e9 }, { edition: -1 }, { edition: 9, coolsForMs: null }, { edition: 9, kind: 'toString' }],
        ...[
          { edition: 9, trialForMs: -1 },
          { edition: 9, provedAgoMs: '1' },
          { edition: 'x', trialForMs: 9e9 },
        ],
      ]
      for (const data of garbage) fleet.trackers.a.merge?.('stranger', data, fleet.at('a'))
      expect(readAll(fleet)).toEqual(before)
    })
  })
})

const roomy = { name: 'latency', signal: latency(60_000, 100), read: readSamples }
it.each([...counted, roomy])('$name of instances that are gone is forgotten, and nothing else', ({ signal, read }) => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
      const [fleet, alone] = [new Fleet(signal), new Fleet(signal)]
      for (const each of steps) {
        take(fleet, each)
        if (['tell', 'lose', 'whole', 'twice'].includes(each.what)) alone.nowMs += each.afterMs
        else take(alone, each)
      }
      fleet.forget(...names)
      const one = names.map((name) => read(fleet.trackers[name], fleet.at(name)))
      expect(one).toEqual(names.map((name) => read(alone.trackers[name], alone.at(name))))
    }),
    { numRuns: 200 },
  )
})
