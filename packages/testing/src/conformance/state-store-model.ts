import { isNonEmpty, type Lease, type StateStore } from '@turnout/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TestClock } from '../test-clock.ts'
import { claimOf, limitNames, limits, type StoreCommand, storeCommand } from './store-commands.ts'
import { StoreModel } from './store-model.ts'

/** A store that lives by a test clock. */
export interface ModelHarness {
  readonly store: StateStore
  readonly clock: TestClock
  /** Ends the process that uses the store, and starts another: what has it forgotten, and what goes on? */
  restart(): Promise<{ readonly store: StateStore; readonly forgets: boolean }>
}

export interface ModelRuns {
  readonly numRuns?: number
  /** Ms; the run ends, well, when it is over. */
  readonly timeoutMs?: number
}

/**
 * Random commands against a store and against lists that are added up: each answer must be the same, and no limit is
 * ever exceeded by reservations. Run it with each implementation; it needs fast-check.
 */
export function describeStateStoreModel(
  name: string,
  make: () => Promise<ModelHarness>,
  { numRuns = 200, timeoutMs = 60_000 }: ModelRuns = {},
): void {
  describe(`${name} behaves like lists that are added up`, () => {
    it(
      'whatever is reserved, settled, peeked at, leased, given back, renewed, lost, repeated or restarted',
      async () => {
        let runs = 0
        const property = fc.asyncProperty(fc.array(storeCommand, { maxLength: 60 }), async (commands) => {
          const run = new Run(await make(), `run-${++runs}`)
          for (const [index, command] of commands.entries()) await run.step(command, `${index}`)
          await run.peek()
          await run.close()
        })
        await fc.assert(property, { numRuns })
      },
      timeoutMs,
    )
  })
}

class Run {
  readonly #harness: ModelHarness
  readonly #name: string
  #store: StateStore
  #model = new StoreModel()

  constructor(harness: ModelHarness, name: string) {
    this.#harness = harness
    this.#name = name
    this.#store = harness.store
  }

  close = (): Promise<void> => this.#store.close()

  async step(command: StoreCommand, index: string): Promise<void> {
    const { clock } = this.#harness
    if (command.does === 'wait') await clock.advance(command.ms)
    if (command.does === 'reserve') await this.#reserve(command, `${this.#name}-${index}`)
    if (command.does === 'settle') await this.#settle(command)
    if (command.does === 'lease') await this.#lease(command)
    if (command.does === 'give back') await this.#giveBack(command)
    if (command.does === 'renew') await this.#renew(command.which)
    if (command.does === 'peek') await this.peek()
    if (command.does === 'restart') await this.#restart()
    expect(this.#model.used(this.#key('slots'), clock.monotonicMs())).toBeLessThanOrEqual(limits.slots.limit)
    expect(this.#model.used(this.#key('slow'), clock.monotonicMs())).toBeLessThanOrEqual(limits.slow.limit)
  }

  async #reserve({ options, holdMs, lost }: Extract<StoreCommand, { does: 'reserve' }>, id: string): Promise<void> {
    const claims = options.map((option) => option.map(({ name, amount }) => claimOf(this.#name, name, amount)))
    if (!isNonEmpty(claims)) return
    const expected = this.#model.reserve(id, claims, this.#nowMs, holdMs)
    if (lost) await this.#store.reserve(id, claims, holdMs)
    expect(await this.#store.reserve(id, claims, holdMs)).toEqual(expected)
  }

  /** What each limit holds is what the lists add up to; what comes after shows that nothing changed. */
  async peek(): Promise<void> {
    const claims = limitNames.map((name) => claimOf(this.#name, name, 1))
    const expected = claims.map(({ key }) => this.#model.used(key, this.#nowMs))
    if (this.#store.peek) expect(await this.#store.peek(claims)).toEqual(expected)
  }

  async #settle({ which, fast, twice }: Extract<StoreCommand, { does: 'settle' }>): Promise<void> {
    const attempt = pick(this.#model.running(this.#nowMs), which)
    if (!attempt) return
    const actuals = fast === null ? [] : [{ key: this.#key('fast'), amount: fast }]
    this.#model.settle(attempt.id, actuals, this.#nowMs)
    for (let i = 0; i < (twice ? 2 : 1); i++) await this.#store.settle(attempt.id, actuals)
  }

  async #lease({ name, amount }: Extract<StoreCommand, { does: 'lease' }>): Promise<void> {
    const claim = claimOf(this.#name, name, amount)
    const most = this.#model.most(claim, this.#nowMs)
    const [lease] = await this.#store.lease([claim])
    expect(lease?.granted ?? 0).toBe(most)
    if (lease) this.#model.lease(claim, lease)
  }

  async #giveBack({ which, unused, twice }: Extract<StoreCommand, { does: 'give back' }>): Promise<void> {
    const lease = this.#slice(which)
    if (!lease) return
    const spent = { lease, unused: Math.min(unused, lease.granted) }
    this.#model.giveBack(spent)
    for (let i = 0; i < (twice && spent.unused > 0 ? 2 : 1); i++) await this.#store.giveBack([spent])
  }

  async #renew(which: number): Promise<void> {
    const lease = this.#slice(which)
    const slice = this.#model.slices.find((one) => one.lease === lease)
    if (!slice || slice.entry.windowed) return
    const [renewed] = await this.#store.renew([slice.lease])
    expect(renewed?.useBeforeMs).toBeGreaterThan(this.#nowMs)
    if (!renewed) return
    slice.lease = renewed
    slice.entry.untilMs = renewed.useBeforeMs
  }

  async #restart(): Promise<void> {
    const { store, forgets } = await this.#harness.restart()
    this.#store = store
    if (forgets) this.#model = new StoreModel()
    else this.#model.restart()
  }

  /** One that still counts. */
  #slice(which: number): Lease | undefined {
    return pick(
      this.#model.slices.filter(({ entry }) => entry.untilMs > this.#nowMs),
      which,
    )?.lease
  }

  #key = (name: keyof typeof limits): string => claimOf(this.#name, name, 1).key

  get #nowMs(): number {
    return this.#harness.clock.monotonicMs()
  }
}

const pick = <T>(list: readonly T[], which: number): T | undefined => list[which % (list.length || 1)]
