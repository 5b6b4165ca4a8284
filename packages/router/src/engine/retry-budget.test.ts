import { ProviderError, TurnoutError } from '@turnout/core'
import { fails, says, scriptedProvider, testRuntime } from '@turnout/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'
import type { RouterOptions } from '../options.ts'
import type { CallInit } from '../request-options.ts'
import { RetryBudget } from './retry-budget.ts'
import { RetryBudgets } from './retry-budgets.ts'

const happening = fc.record({
  afterMs: fc.oneof(fc.nat(50), fc.nat(1_500), fc.constantFrom(999, 1_000, 9_000, 9_999, 10_000, 25_000)),
  what: fc.constantFrom('request', 'request', 'request', 'one', 'one', 'two', 'promise'),
})
const settings = fc.record({ ratio: fc.constantFrom(0, 0.2, 0.5, 1), perSecond: fc.constantFrom(0, 0.1, 0.5, 2) })

interface Counted {
  readonly atMs: number
  readonly requests: number
  readonly granted: number
}

const total = (list: readonly Counted[], what: 'requests' | 'granted'): number =>
  list.reduce((sum, counted) => sum + counted[what], 0)

describe('RetryBudget', () => {
  it('grants as a list of the last ten calendar seconds says', () => {
    fc.assert(
      fc.property(settings, fc.nat(30_000), fc.array(happening, { maxLength: 120 }), (bounds, startMs, happenings) => {
        const budget = new RetryBudget(bounds)
        const list: Counted[] = []
        let atMs = startMs
        for (const { afterMs, what } of happenings) {
          atMs += afterMs
          const recent = list.filter((counted) => Math.floor(counted.atMs / 1_000) > Math.floor(atMs / 1_000) - 10)
          const allowance = bounds.ratio * total(recent, 'requests') + 10 * bounds.perSecond
          const left = allowance - total(recent, 'granted')
          expect(budget.leftAt(atMs)).toBeCloseTo(left, 9)
          if (what === 'request') {
            budget.request(atMs)
            list.push({ atMs, requests: 1, granted: 0 })
            continue
          }
          const cost = what === 'two' ? 2 : 1
          const least = what === 'promise' ? cost + allowance / 2 : cost
          const granted = what === 'promise' ? budget.promise(atMs) : budget.take(atMs, cost)
          if (Math.abs(left - least) > 1e-9) expect(granted).toBe(left >= least)
          if (granted) list.push({ atMs, requests: 0, granted: cost })
        }
      }),
      { numRuns: 300 },
    )
  })

  it('grants in any nine seconds no more than the share of ten seconds’ requests and ten times the rate', () => {
    fc.assert(
      fc.property(settings, fc.nat(30_000), fc.array(happening, { maxLength: 120 }), (bounds, startMs, happenings) => {
        const budget = new RetryBudget(bounds)
        const list: Counted[] = []
        let atMs = startMs
        for (const { afterMs, what } of happenings) {
          atMs += afterMs
          const cost = { request: 0, one: 1, two: 2, promise: 1 }[what]
          if (cost === 0) budget.request(atMs)
          const may = what === 'promise' ? budget.promise(atMs) : cost > 0 && budget.take(atMs, cost)
          const granted = may ? cost : 0
          list.push({ atMs, requests: cost === 0 ? 1 : 0, granted })
          if (granted === 0) continue
          const [nine, ten] = [9_000, 10_000].map((ms) => list.filter((counted) => counted.atMs > atMs - ms))
          const most = bounds.ratio * total(ten ?? [], 'requests') + 10 * bounds.perSecond
          expect(total(nine ?? [], 'granted')).toBeLessThanOrEqual(most + 1e-9)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('holds ten seconds’ worth of its rate from the start, and has it back ten seconds later', () => {
    const budget = new RetryBudget({ ratio: 0, perSecond: 0.2 })
    expect([1, 2, 3].map(() => budget.take(1_000_500, 1))).toEqual([true, true, false])
    expect(budget.leftAt(1_009_999)).toBe(0)
    expect(budget.leftAt(1_010_000)).toBe(2)
  })
})

describe('RetryBudgets', () => {
  const after = (kind: 'timeout' | 'server') => new ProviderError(kind, 'x')

  it('are one for each group', () => {
    const budgets = new RetryBudgets({ ratio: 0, perSecond: 0.1 })
    expect([budgets.allows('a', 0), budgets.allows('a', 0), budgets.allows('b', 0)]).toEqual([true, false, true])
    expect([budgets.isSpent('a', 0), budgets.isSpent('c', 0)]).toEqual([true, false])
  })

  it('count a retry after a timeout twice', () => {
    const budgets = new RetryBudgets({ ratio: 0, perSecond: 0.3 })
    expect([after('timeout'), after('timeout'), after('server')].map((error) => budgets.allows('a', 0, error))).toEqual(
      [...[true, false, true]],
    )
  })

  it('allow everything where there are no settings', () => {
    const budgets = new RetryBudgets(undefined)
    for (let i = 0; i < 1_000; i++) expect(budgets.allows('a', 0, after('timeout'))).toBe(true)
    expect(budgets.isSpent('a', 0)).toBe(false)
  })
})

describe('a group whose retry budget is spent', () => {
  const messages = [{ role: 'user', content: 'hi' }]
  const setUp = (options: Partial<RouterOptions>) => {
    const runtime = testRuntime()
    const provider = scriptedProvider({ a: [fails('server')], b: [fails('server'), says('ok')] })
    const router = createRouter({
      modelList: ['a', 'b'].map((model) => ({ modelName: model, litellmParams: { model: `scripted/${model}` } })),
      ...{ providers: { scripted: provider }, runtime, numRetries: 9, onProblem: () => {}, ...options },
    })
    const ask = (init: CallInit = {}) =>
      runtime.clock.finish(
        router.completion({ model: 'a', messages }, init).catch((error: unknown) => {
          if (!TurnoutError.is(error)) throw error
          return error
        }),
      )
    return { ask, models: () => provider.calls.map(({ deployment }) => deployment.model) }
  }

  it('retries no more, and its clients are told not to', async () => {
    const { ask, models } = setUp({ retryBudget: { ratio: 0, perSecond: 0.2 } })
    expect(await ask()).toMatchObject({ kind: 'server', shouldRetry: false })
    expect(models()).toHaveLength(3)
    expect(await ask()).toMatchObject({ shouldRetry: false })
    expect(models()).toHaveLength(4)
  })

  it('is half spent by telling clients that they may retry, where they count their retries', async () => {
    const { ask, models } = setUp({ retryBudget: { ratio: 0, perSecond: 0.4 } })
    for (const shouldRetry of [true, true, false])
      expect(await ask({ isRetry: !shouldRetry, numRetries: 0 })).toMatchObject({ shouldRetry })
    await ask()
    expect(models()).toHaveLength(3 + 3)
  })

  it('is not spent by telling others', async () => {
    const { ask } = setUp({ retryBudget: { ratio: 0, perSecond: 0.1 }, numRetries: 0 })
    for (let i = 0; i < 3; i++) expect(await ask()).toMatchObject({ shouldRetry: true })
  })

  it('has nothing from a client’s own retry, and a share from any other request', async () => {
    const { ask } = setUp({ retryBudget: { ratio: 1, perSecond: 0 }, numRetries: 0 })
    for (let i = 0; i < 3; i++) expect(await ask({ isRetry: true })).toMatchObject({ shouldRetry: false })
    await ask()
    expect(await ask({ isRetry: false })).toMatchObject({ shouldRetry: true })
    expect(await ask({ isRetry: true })).toMatchObject({ shouldRetry: false })
  })

  it('still falls back, to a group with a budget of its own', async () => {
    const { ask, models } = setUp({ retryBudget: { ratio: 0, perSecond: 0.1 }, fallbacks: [{ a: ['b'] }] })
    expect(await ask()).toMatchObject({ object: 'chat.completion' })
    expect(models()).toEqual(['a', 'a', 'b', 'b'])
  })

  it('is not while nothing bounds retries', async () => {
    const { ask, models } = setUp({ retryBudget: false, retryAfter: 0 })
    expect(await ask()).toMatchObject({ shouldRetry: true })
    expect(models()).toHaveLength(10)
  })
})
