import type { Claim, Claims, Lease, NonEmpty, Reservation } from '@turnout/core'
import { TestClock } from '@turnout/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { memoryStore } from './memory-store.ts'

const limits = { fast: { limit: 10, windowMs: 100 }, slow: { limit: 6, windowMs: 250 }, slots: { limit: 3 } } as const
type Key = keyof typeof limits
const claimOf = (key: Key, amount: number): Claim => ({ key, amount, ...limits[key] })

interface Counted {
  readonly key: string
  readonly untilMs: number
  amount: number
}
interface Attempt {
  readonly id: string
  readonly claims: Claims
  readonly counted: readonly Counted[]
  readonly expiresMs: number
}

/** The promise in its simplest form: lists that are added up. */
class Model {
  readonly counted: Counted[] = []
  attempts: Attempt[] = []

  used = (key: string, atMs: number): number =>
    this.counted.filter((one) => one.key === key && one.untilMs > atMs).reduce((sum, { amount }) => sum + amount, 0)

  held = (key: string, nowMs: number): number =>
    this.attempts
      .filter(({ expiresMs }) => expiresMs > nowMs)
      .flatMap(({ claims }) => claims.filter((claim) => claim.key === key && claim.windowMs === undefined))
      .reduce((sum, { amount }) => sum + amount, 0)

  count(claim: Claim, fromMs: number): Counted[] {
    if (claim.windowMs === undefined) return []
    const one = { key: claim.key, untilMs: fromMs + claim.windowMs, amount: claim.amount }
    this.counted.push(one)
    return [one]
  }

  reserve(id: string, options: NonEmpty<Claims>, nowMs: number, holdMs: number): Reservation {
    const chosen = options.findIndex((claims) => claims.every((claim) => this.#fits(claim, nowMs)))
    if (chosen === -1) return { earliestMs: Math.min(...options.map((claims) => this.#waitFor(claims, nowMs))) }
    const claims = options[chosen] ?? []
    const counted = claims.flatMap((claim) => this.count(claim, nowMs))
    this.attempts.push({ id, claims, counted, expiresMs: nowMs + holdMs })
    return { chosen }
  }

  #fits = ({ key, amount, limit, windowMs }: Claim, nowMs: number): boolean =>
    (windowMs === undefined ? this.held(key, nowMs) : this.used(key, nowMs)) + amount <= limit

  #waitFor(claims: Claims, nowMs: number): number {
    const times = [nowMs, ...this.counted.map(({ untilMs }) => untilMs).filter((atMs) => atMs > nowMs)]
    const waits = claims.map(({ key, amount, limit, windowMs }) => {
      if (windowMs === undefined) return amount > limit ? Infinity : 0
      return Math.min(...times.filter((atMs) => this.used(key, atMs) + amount <= limit)) - nowMs
    })
    return Math.max(...waits)
  }
}

const claims = fc
  .uniqueArray(fc.constantFrom<Key>('fast', 'slow', 'slots'), { minLength: 1 })
  .chain((keys) => fc.tuple(...keys.map((key) => fc.integer({ min: 1, max: 4 }).map((n) => claimOf(key, n)))))
const options = fc.tuple(claims, fc.array(claims, { maxLength: 2 })).map(([first, rest]) => [first, ...rest] as const)
const step = fc.oneof(
  fc.record({ does: fc.constant('reserve' as const), options, holdMs: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ does: fc.constant('repeat' as const), which: fc.nat() }),
  fc.record({ does: fc.constant('settle' as const), which: fc.nat(), fast: fc.option(fc.nat(12)) }),
  fc.record({ does: fc.constant('lease' as const), amount: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ does: fc.constant('give back' as const), which: fc.nat(), unused: fc.nat(4) }),
  fc.record({ does: fc.constant('wait' as const), ms: fc.oneof(fc.nat(60), fc.nat(1_500)) }),
)

it('reserves, settles, expires and leases like lists that are added up, and never above a limit', async () => {
  const run = fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
    const [clock, model] = [new TestClock(), new Model()]
    const store = memoryStore(clock)
    const leases: { readonly lease: Lease; readonly counted: Counted }[] = []
    for (const [index, now] of steps.entries()) {
      const nowMs = clock.monotonicMs()
      const running = model.attempts.filter(({ expiresMs }) => expiresMs > nowMs)
      const attempt = 'which' in now ? running[now.which % (running.length || 1)] : undefined
      if (now.does === 'wait') await clock.advance(now.ms)
      if (now.does === 'reserve')
        expect(await store.reserve(`${index}`, now.options, now.holdMs)).toEqual(
          model.reserve(`${index}`, now.options, nowMs, now.holdMs),
        )
      if (now.does === 'repeat' && attempt)
        expect(await store.reserve(attempt.id, [attempt.claims], 1)).toHaveProperty('chosen')
      if (now.does === 'settle' && attempt) {
        await store.settle(attempt.id, now.fast === null ? [] : [{ key: 'fast', amount: now.fast }])
        for (const one of attempt.counted) if (one.key === 'fast' && now.fast !== null) one.amount = now.fast
        model.attempts = model.attempts.filter((other) => other !== attempt)
      }
      if (now.does === 'lease') {
        const lease = await store.lease(claimOf('fast', now.amount))
        expect(lease.granted).toBe(Math.max(0, Math.min(now.amount, 10 - model.used('fast', nowMs))))
        for (const counted of model.count(claimOf('fast', lease.granted), lease.useBeforeMs))
          leases.push({ lease, counted })
      }
      if (now.does === 'give back') {
        const [back] = leases.splice(now.which % (leases.length || 1), 1)
        if (back) {
          await store.giveBack(back.lease, Math.min(now.unused, back.lease.granted))
          back.counted.amount -= Math.min(now.unused, back.lease.granted)
        }
      }
      expect(model.held('slots', clock.monotonicMs())).toBeLessThanOrEqual(3)
      expect(model.used('slow', clock.monotonicMs())).toBeLessThanOrEqual(6)
    }
  })
  await fc.assert(run, { numRuns: 200 })
})
