import { type ErrorKind, type Json, ProviderError } from '@turnout/core'
import { makeAttemptEnd, makeAttemptStart } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { Health } from './health.ts'

/** How far the other's clock is ahead. */
const aheadMs = 1_000_000

/** Two instances: what happens in the one, by its clock, is told to the other, by its own. */
function pair() {
  const [one, other] = [new Health(), new Health()]
  const tell = (nowMs: number, whole = false) => {
    const data = one.export(nowMs, whole)
    if (data !== undefined) other.merge('one', JSON.parse(JSON.stringify(data)), nowMs + aheadMs)
    return data
  }
  return { one, other, tell }
}

const start = (state: Health, attemptId: string, atMs: number) => state.start(makeAttemptStart({ attemptId, atMs }))
const fail = (state: Health, attemptId: string, atMs: number, kind: ErrorKind) =>
  state.end(makeAttemptEnd({ attemptId, startedMs: atMs, endedMs: atMs, failure: new ProviderError(kind, 'x') }))

/** Both cooled down until 5 s. */
function cooled() {
  const both = pair()
  both.one.cool('server', 5_000)
  both.tell(100)
  return both
}

/** The one is finding out at 6 s whether it works, and the other knows. */
function onTrial() {
  const both = cooled()
  start(both.one, 'probe', 6_000)
  both.tell(6_010)
  return both
}

describe('a cooldown elsewhere', () => {
  it('excludes here too, for as long as is left of it, and for the same reason', () => {
    const { one, other, tell } = pair()
    one.cool('rate-limit', 5_000)
    tell(1_000)
    expect(other).toMatchObject({
      ...{ coolingUntilMs: aheadMs + 5_000, statedUntilMs: aheadMs + 5_000, coolingKind: 'rate-limit' },
    })
  })

  it('does not shorten one that is longer, nor is stated where it is not', () => {
    const { one, other, tell } = pair()
    other.cool('quota', aheadMs + 9_000)
    one.cool('server', 5_000)
    tell(0)
    expect(other).toMatchObject({ coolingUntilMs: aheadMs + 9_000, coolingKind: 'quota' })
    one.cool('server', 20_000)
    tell(0)
    expect(other).toMatchObject({ coolingUntilMs: aheadMs + 20_000, statedUntilMs: aheadMs + 9_000 })
  })

  it('has to be followed by a proof here too', () => {
    const { other } = cooled()
    expect([4_999, 5_000].map((nowMs) => other.needsProof(aheadMs + nowMs))).toEqual([false, true])
  })

  it('ends a trial that began before it ended, and the one whose trial it was says so', () => {
    const { one, other, tell } = onTrial()
    other.cool('server', aheadMs + 9_000)
    one.merge('other', other.export(aheadMs + 6_100, false), 6_100)
    expect(one.isProbe('probe')).toBe(false)
    tell(6_200)
    expect([one.isOnTrial(9_000), other.isOnTrial(aheadMs + 9_000)]).toEqual([false, false])
  })

  it('that was over before a probe began here leaves the probe alone', () => {
    const { one, other, tell } = pair()
    one.cool('server', 4_000)
    other.cool('server', aheadMs + 5_000)
    start(other, 'probe', aheadMs + 5_500)
    tell(6_000)
    expect(other.isProbe('probe')).toBe(true)
  })

  it('that never ends is told of in finite numbers', () => {
    const { one, other, tell } = pair()
    one.cool('quota', Infinity)
    tell(0)
    expect(other.coolingUntilMs).toBeGreaterThan(1e15)
  })

  it('is not told of by those who only heard of it', () => {
    const { other } = cooled()
    expect([other.export(aheadMs, true), other.export(aheadMs, false)]).toEqual([undefined, undefined])
  })

  it('is not heard twice, however late the second word of it comes', () => {
    const { one, other } = pair()
    one.cool('server', 5_000)
    const told = one.export(0, false)
    for (const delayMs of [0, 3_000]) other.merge('one', told, aheadMs + delayMs)
    expect(other.coolingUntilMs).toBe(aheadMs + 5_000)
  })

  it('stays when its instance is gone', () => {
    const { other } = cooled()
    other.merge('one', undefined, aheadMs + 200)
    expect(other.coolingUntilMs).toBe(aheadMs + 5_000)
  })
})

describe('a proof elsewhere', () => {
  it('brings it back here too: warming up, with a clean record', () => {
    const { one, other, tell } = onTrial()
    other.tally.failure(aheadMs)
    one.prove('probe', 6_500)
    tell(7_000)
    expect([other.needsProof(aheadMs + 7_000), other.isOnTrial(aheadMs + 7_000)]).toEqual([false, false])
    expect(other.tally.counts(aheadMs + 7_000).failures).toBe(0)
    expect(other.warmth(aheadMs + 6_500 + 15_000)).toBe(0.5)
  })

  it('that came before the end of a cooldown here proves nothing', () => {
    const { one, other, tell } = onTrial()
    other.cool('server', aheadMs + 6_501)
    one.prove('probe', 6_500)
    tell(6_500)
    expect(other.needsProof(aheadMs + 6_501)).toBe(true)
  })

  it('leaves a record alone where nothing had to be proved', () => {
    const { one, other, tell } = pair()
    one.cool('server', 5_000)
    start(one, 'probe', 6_000)
    one.prove('probe', 6_500)
    other.tally.failure(aheadMs + 7_000)
    tell(7_000)
    expect(other.tally.counts(aheadMs + 7_000).failures).toBe(1)
  })

  it('makes the cooldown before it not worth a word', () => {
    const { one, tell } = onTrial()
    one.prove('probe', 6_500)
    expect(tell(7_000, true)).toEqual({ edition: 4, provedAgoMs: 500 })
  })
})

describe('a trial elsewhere', () => {
  it('keeps others out until a minute after it began', () => {
    const { other } = onTrial()
    expect([6_010, 65_999, 66_000].map((nowMs) => other.isOnTrial(aheadMs + nowMs))).toEqual([true, true, false])
    start(other, 'second', aheadMs + 6_020)
    expect(other.isProbe('second')).toBe(false)
  })

  it.each(['server', 'cancelled'] as const)('is over when its probe ends in %s', (kind) => {
    const { one, other, tell } = onTrial()
    fail(one, 'probe', 6_100, kind)
    tell(6_110)
    expect([other.isOnTrial(aheadMs + 6_110), other.needsProof(aheadMs + 6_110)]).toEqual([false, true])
  })

  it('is over when its instance is gone, which may come back', () => {
    const { other, tell } = onTrial()
    other.merge('one', undefined, aheadMs + 6_020)
    expect(other.isOnTrial(aheadMs + 6_020)).toBe(false)
    tell(6_030, true)
    expect(other.isOnTrial(aheadMs + 6_030)).toBe(true)
  })

  it('cannot claim more than a minute', () => {
    const { other } = cooled()
    other.merge('two', { edition: 1, trialForMs: 9e9 }, aheadMs + 6_000)
    expect([65_999, 66_000].map((nowMs) => other.isOnTrial(aheadMs + nowMs))).toEqual([true, false])
  })

  it('of which no more is known than that the place is taken counts for so long, or until there is news', () => {
    const state = new Health()
    state.cool('server', 5_000)
    state.trialElsewhere(6_000, 1_000)
    expect([4_999, 6_000, 6_999, 7_000].map((nowMs) => state.isOnTrial(nowMs))).toEqual([false, true, true, false])
    state.merge('one', { edition: 4 }, 6_100)
    expect(state.isOnTrial(6_100)).toBe(false)
  })

  it('is none where nothing has to be proved', () => {
    const state = new Health()
    state.trialElsewhere(0, 1_000)
    expect(state.isOnTrial(0)).toBe(false)
  })
})

describe('what is told', () => {
  it('is nothing before anything happened, and nothing twice, unless asked for the whole', () => {
    const { one, tell } = pair()
    start(one, 'a', 0)
    expect([tell(0), tell(0, true)]).toEqual([undefined, undefined])
    one.cool('quota', 5_000)
    const told = { edition: 1, coolsForMs: 4_000, statedForMs: 4_000, kind: 'quota' }
    expect([tell(1_000), tell(1_000), tell(1_000, true), tell(1_000)]).toEqual([told, undefined, told, undefined])
  })

  it.each<Json>([
    ...[null, 1, 'x', [], {}, { edition: -1 }, { edition: '1', coolsForMs: 9_000 }],
    ...[{ coolsForMs: 9_000 }, { edition: 9, coolsForMs: null }, { edition: 9, coolsForMs: 9_000, kind: 'toString' }],
    ...[
      { edition: 9, coolsForMs: 9_000, statedForMs: 'x' },
      { edition: 9, coolsForMs: 9_000, provedAgoMs: -1 },
    ],
    ...[{ edition: 9, coolsForMs: 9_000, trialForMs: -1 }],
  ])('is not %j', (data) => {
    const { other } = onTrial()
    other.merge('one', data, aheadMs + 6_020)
    expect(other.coolingUntilMs).toBe(aheadMs + 5_000)
    expect(other.isOnTrial(aheadMs + 6_020)).toBe(true)
  })

  it('does not bring failures or successes along', () => {
    const { one, other, tell } = onTrial()
    fail(one, 'probe', 6_100, 'server')
    tell(6_110, true)
    expect(other.tally.counts(aheadMs + 6_110)).toEqual({ failures: 0, successes: 0 })
  })
})
