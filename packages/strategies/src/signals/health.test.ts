import { type AttemptEnd, type ErrorDetails, type ErrorKind, ProviderError } from '@turnout/core'
import { makeDeployment } from '@turnout/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Health, health } from './health.ts'

const start = (state: Health, attemptId: string, atMs: number) =>
  state.start({ attemptId, operation: 'chat', stream: false, atMs })

const ended = (attemptId: string, startedMs: number, endedMs: number, failure?: ProviderError): AttemptEnd => ({
  ...{ attemptId, operation: 'chat', stream: false, startedMs, endedMs },
  ...{ firstContentMs: undefined, failure, usage: undefined },
})

const failure = (kind: ErrorKind, details?: ErrorDetails) => new ProviderError(kind, 'x', details)

/** Cooled down at 0 for 5 s after failures of the kind. */
function cooled(kind: ErrorKind = 'server'): Health {
  const state = new Health()
  state.cool(kind, 5_000)
  return state
}

/** Whether an attempt that begins now would be a probe: nobody knows yet if the deployment works. */
function needsProbe(state: Health, atMs: number): boolean {
  start(state, 'next', atMs)
  const isProbe = state.isProbe('next')
  state.end(ended('next', atMs, atMs, failure('cancelled')))
  return isProbe
}

describe('what counts as an outcome', () => {
  const tallyAfter = (error: ProviderError | undefined) => {
    const state = new Health()
    start(state, 'a', 0)
    state.end(ended('a', 0, 10, error))
    return state.tally.counts(10)
  }

  it('is every answer', () => {
    expect(tallyAfter(undefined)).toEqual({ successes: 1, failures: 0 })
  })

  it.each(['server', 'timeout', 'connection', 'unavailable', 'rate-limit', 'authentication', 'not-found'] as const)(
    'is a failure of the provider or the network: %s',
    (kind) => {
      expect(tallyAfter(failure(kind))).toEqual({ successes: 0, failures: 1 })
    },
  )

  it.each(['bad-request', 'context-window', 'content-policy', 'cancelled', 'none-available'] as const)(
    'is not what the caller or the router did: %s',
    (kind) => {
      expect(tallyAfter(failure(kind))).toEqual({ successes: 0, failures: 0 })
    },
  )

  it('is not a timeout that the caller chose, nor a refused answer that came from the provider', () => {
    expect(tallyAfter(failure('content-policy', { fault: 'upstream' }))).toEqual({ successes: 0, failures: 0 })
    expect(tallyAfter(failure('timeout', { fault: 'caller' }))).toEqual({ successes: 0, failures: 0 })
  })
})

describe('a cooldown', () => {
  it('ends at the later of two ends, under the name of the failure that says so', () => {
    const state = cooled('rate-limit')
    state.cool('server', 4_000)
    expect(state).toMatchObject({ coolingUntilMs: 5_000, coolingKind: 'rate-limit' })
    state.cool('server', 9_000)
    expect(state).toMatchObject({ coolingUntilMs: 9_000, coolingKind: 'server' })
  })

  it.each([
    ['rate-limit', true],
    ['authentication', true],
    ['quota', true],
    ['not-found', true],
    ['server', false],
    ['timeout', false],
    ['connection', false],
    ['unavailable', false],
  ] as const)('is stated by the provider or reckoned by us: %s', (kind, stated) => {
    expect(cooled(kind).statedUntilMs).toBe(stated ? 5_000 : -Infinity)
  })

  it('that is stated ends at the later of two stated ends, whatever else is reckoned', () => {
    const state = cooled('rate-limit')
    state.cool('quota', 3_000)
    state.cool('server', 9_000)
    expect(state.statedUntilMs).toBe(5_000)
  })

  it('has never been where nothing failed', () => {
    const state = new Health()
    start(state, 'a', 0)
    expect([state.isProbe('a'), state.isOnTrial(0), state.coolingKind, state.warmth(0)]).toEqual([
      ...[false, false, undefined, 1],
    ])
  })
})

describe('after a cooldown', () => {
  it('one attempt is the probe, and none that began before its end', () => {
    const state = cooled()
    start(state, 'early', 4_999)
    expect([state.isProbe('early'), state.isOnTrial(4_999)]).toEqual([false, false])
    start(state, 'first', 5_000)
    start(state, 'second', 5_000)
    expect([state.isProbe('first'), state.isProbe('second'), state.isOnTrial(5_000)]).toEqual([true, false, true])
  })

  it('nothing but the probe proves that it works', () => {
    const state = cooled()
    start(state, 'early', 4_000)
    start(state, 'probe', 5_000)
    state.prove('early', 5_100)
    state.end(ended('early', 4_000, 5_100))
    expect([state.isOnTrial(5_100), state.isProbe('probe')]).toEqual([true, true])
    state.end(ended('probe', 5_000, 5_200))
    expect(needsProbe(state, 5_200)).toBe(false)
  })

  it('a probe’s first content is proof enough, whatever becomes of it then', () => {
    const state = cooled()
    start(state, 'probe', 5_000)
    state.prove('probe', 5_100)
    expect([state.isOnTrial(5_100), needsProbe(state, 5_150)]).toEqual([false, false])
    state.end(ended('probe', 5_000, 5_200, failure('connection')))
    expect(needsProbe(state, 5_200)).toBe(false)
  })

  it.each(['server', 'cancelled', 'bad-request'] as const)('the next may try when a probe ends in %s', (kind) => {
    const state = cooled()
    start(state, 'probe', 5_000)
    state.end(ended('probe', 5_000, 5_100, failure(kind)))
    expect([state.isOnTrial(5_100), needsProbe(state, 5_200)]).toEqual([false, true])
  })

  it('another may join a probe that has said nothing for a minute, and either may prove it', () => {
    const state = cooled()
    start(state, 'first', 5_000)
    start(state, 'too-soon', 64_999)
    expect([state.isOnTrial(64_999), state.isOnTrial(65_000)]).toEqual([true, false])
    start(state, 'second', 65_000)
    const probes = ['first', 'too-soon', 'second'].map((attemptId) => state.isProbe(attemptId))
    expect([...probes, state.isOnTrial(65_000)]).toEqual([true, false, true, true])
    state.prove('first', 66_000)
    expect([state.isProbe('second'), state.isOnTrial(66_000), needsProbe(state, 66_000)]).toEqual([false, false, false])
  })

  it('nobody tries while it cools down again, and a probe of before proves nothing', () => {
    const state = cooled()
    start(state, 'probe', 5_000)
    state.cool('server', 10_100)
    expect([state.isProbe('probe'), state.isOnTrial(5_100), needsProbe(state, 10_099)]).toEqual([false, false, false])
    state.prove('probe', 10_099)
    expect(needsProbe(state, 10_100)).toBe(true)
  })

  it('the past is forgotten, and failures that began in it count no more', () => {
    const state = cooled()
    start(state, 'stale', 4_000)
    for (let i = 0; i < 3; i++) state.tally.failure(4_000)
    start(state, 'probe', 5_000)
    state.end(ended('probe', 5_000, 5_200))
    expect(state.tally.counts(5_200)).toEqual({ successes: 1, failures: 0 })
    state.end(ended('stale', 4_000, 6_000, failure('timeout')))
    expect(state.tally.counts(6_000)).toEqual({ successes: 1, failures: 0 })
    state.end(ended('fresh', 5_200, 6_000, failure('timeout')))
    expect(state.tally.counts(6_000)).toEqual({ successes: 1, failures: 1 })
  })

  it('it warms up in half a minute, from a tenth', () => {
    const state = cooled()
    start(state, 'probe', 5_000)
    state.prove('probe', 6_000)
    const warmth = [0, 1_000, 3_000, 15_000, 29_999, 30_000, 90_000].map((ms) => state.warmth(6_000 + ms))
    expect(warmth).toEqual([0.1, 0.1, 0.1, 0.5, 29_999 / 30_000, 1, 1])
  })

  it('one attempt at a time becomes a probe, or after ten silent seconds, whatever happens', () => {
    const event = fc.record({
      what: fc.constantFrom('start', 'start', 'start', 'ok', 'cancelled', 'server', 'prove', 'cool'),
      which: fc.nat(3),
      afterMs: fc.constantFrom(0, 100, 2_000, 6_000),
    })
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const state = new Health()
        const running = new Map<string, number>()
        let last = { attemptId: '', atMs: -Infinity }
        let nowMs = 0
        for (const [index, { what, which, afterMs }] of events.entries()) {
          nowMs += afterMs
          const attemptId = what === 'start' ? `${index}` : ([...running.keys()][which] ?? '')
          const before = state.isProbe(last.attemptId)
          if (what === 'cool') state.cool('server', nowMs + 2_000)
          else if (what === 'prove') state.prove(attemptId, nowMs)
          else if (what === 'start') {
            running.set(attemptId, nowMs)
            start(state, attemptId, nowMs)
            if (!state.isProbe(attemptId)) continue
            expect(nowMs).toBeGreaterThanOrEqual(state.coolingUntilMs)
            if (before) expect(nowMs - last.atMs).toBeGreaterThanOrEqual(10_000)
            last = { attemptId, atMs: nowMs }
          } else {
            const startedMs = running.get(attemptId) ?? 0
            state.end(ended(attemptId, startedMs, nowMs, what === 'ok' ? undefined : failure(what)))
            running.delete(attemptId)
            expect(state.isProbe(attemptId)).toBe(false)
          }
          if (state.isOnTrial(nowMs)) expect([...running.keys()].some((id) => state.isProbe(id))).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('the signal', () => {
  it('knows each deployment by itself', () => {
    const [one, other] = ['one', 'other'].map((model) => health.bind(makeDeployment({ model })))
    expect(one?.value(0)).toBe(one)
    expect(one).not.toBe(other)
  })
})
