import type { Claim } from '@turnout/core'
import fc from 'fast-check'

export const limits = {
  fast: { limit: 40, windowMs: 100 },
  slow: { limit: 24, windowMs: 250 },
  slots: { limit: 16 },
} as const
export type LimitName = keyof typeof limits

/** Keys of one group share its tag. */
const keyOf = (run: string, name: LimitName): string => `{${run}}:${name}`

export const claimOf = (run: string, name: LimitName, amount: number): Claim => ({
  ...{ key: keyOf(run, name), amount },
  ...limits[name],
})

interface Wanted {
  readonly name: LimitName
  readonly amount: number
}

export const limitNames = ['fast', 'slow', 'slots'] as const
const wanted = fc
  .uniqueArray(fc.constantFrom<LimitName>(...limitNames), { minLength: 1 })
  .chain((some) =>
    fc.tuple(...some.map((name) => fc.integer({ min: 1, max: 20 }).map((amount): Wanted => ({ name, amount })))),
  )
const options = fc.tuple(wanted, fc.array(wanted, { maxLength: 2 })).map(([first, rest]) => [first, ...rest] as const)

/** What is done to a store, step by step. `which` picks one of those there are. */
export const storeCommand = fc.oneof(
  fc.record({
    does: fc.constant('reserve' as const),
    options,
    holdMs: fc.integer({ min: 1, max: 400 }),
    /** The answer does not arrive, and is asked for again. */
    lost: fc.boolean(),
  }),
  fc.record({
    does: fc.constant('settle' as const),
    which: fc.nat(),
    fast: fc.option(fc.nat(30)),
    twice: fc.boolean(),
  }),
  fc.record({
    does: fc.constant('lease' as const),
    name: fc.constantFrom<LimitName>(...limitNames),
    amount: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({ does: fc.constant('give back' as const), which: fc.nat(), unused: fc.nat(4), twice: fc.boolean() }),
  fc.record({ does: fc.constant('renew' as const), which: fc.nat() }),
  fc.record({ does: fc.constant('wait' as const), ms: fc.oneof(fc.nat(60), fc.nat(1_500), fc.nat(11_000)) }),
  fc.record({ does: fc.constant('peek' as const) }),
  { weight: 1, arbitrary: fc.record({ does: fc.constant('restart' as const) }) },
)

export type StoreCommand = typeof storeCommand extends fc.Arbitrary<infer C> ? C : never
