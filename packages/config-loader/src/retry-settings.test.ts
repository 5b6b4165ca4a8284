import { describe, expect, it } from 'vitest'
import { hedgingOf, retriesOf } from './retry-settings.ts'
import { routerSettings } from './schema/settings.ts'

const retries = (router: object) => retriesOf(routerSettings.parse(router))
const hedging = (value: unknown) => hedgingOf(routerSettings.parse({ hedging: value }))
const usual = { ratio: 0.2, perSecond: 10 }

describe('retriesOf', () => {
  it('knows a policy by the classes of its errors', () => {
    expect(retries({ retry_policy: { RateLimitErrorRetries: 5, TimeoutErrorRetries: '2' } }).policy).toEqual({
      ...{ RateLimitError: 5, Timeout: 2 },
    })
  })

  it('has a whole policy for each group that has one, an empty one included', () => {
    const model_group_retry_policy = { a: { RateLimitError: { max_retries: 10 } }, b: {}, c: null }
    const { policy, groupPolicies } = retries({ retry_policy: { Timeout: 1 }, model_group_retry_policy })
    expect(policy).toEqual({ Timeout: 1 })
    expect(groupPolicies).toEqual({ a: { RateLimitError: 10 }, b: {} })
  })

  it.each([
    [undefined, usual],
    [null, usual],
    [true, usual],
    [false, undefined],
    ['false', undefined],
    [0.5, { ratio: 0.5, perSecond: 10 }],
    ['0.5', { ratio: 0.5, perSecond: 10 }],
    [0, { ratio: 0, perSecond: 10 }],
    [1, { ratio: 1, perSecond: 10 }],
    [{}, usual],
    [{ ratio: 0 }, { ratio: 0, perSecond: 10 }],
    [
      { per_second: 0, ratio: null },
      { ratio: 0.2, perSecond: 0 },
    ],
  ])('takes %j for a budget of %j', (retry_budget, budget) => {
    expect(retries({ retry_budget }).budget).toEqual(budget)
    expect('budget' in retries({ retry_budget })).toBe(budget !== undefined)
  })
})

describe('hedgingOf', () => {
  it.each([undefined, null, false, 'false', 0])('is nothing where it is %j', (value) => {
    expect(hedging(value)).toBeUndefined()
  })

  it.each([
    [true, 0.95],
    [{}, 0.95],
    [{ quantile: 0.5 }, 0.5],
    [{ quantile: '0.999' }, 0.999],
  ])('takes %j for the quantile %d', (value, quantile) => {
    expect(hedging(value)).toEqual({ quantile })
  })
})
