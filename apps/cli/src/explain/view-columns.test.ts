import { describe, expect, it } from 'vitest'
import type { ToldCandidate } from './told.ts'
import { viewColumns } from './view-columns.ts'

const candidate = (view: ToldCandidate['view'], rest: Partial<ToldCandidate> = {}): ToldCandidate => ({
  ...{ deployment_id: 'd', provider: 'p', model: 'm', view },
  ...rest,
})

/** Head and cells of each column. */
const told = (...candidates: readonly ToldCandidate[]) =>
  viewColumns(candidates).map(({ head, cell }) => [head, ...candidates.map(cell)])

describe('viewColumns', () => {
  it('says in words and units what our own strategies see', () => {
    expect(
      told(
        candidate({ latency: { count: 3, mean: 0.0124 }, timeToFirstToken: { mean: 0.41 }, inFlight: 2, failures: 1 }),
        candidate({ latency: null, timeToFirstToken: null, inFlight: 0, failures: 0, lastStart: 1_234_567 }),
      ),
    ).toEqual([
      ['latency', '12 ms a token', 'unknown'],
      ['first token', '410 ms', 'unknown'],
      ['in flight', '2', '0'],
      ['failures', '1', '0'],
    ])
    expect(told(candidate({ usage: { requests: 4, tokens: 12_000 }, failures: 0 }))).toEqual([
      ['requests/min', '4'],
      ['tokens/min', '12,000'],
    ])
  })

  it('says what it can of signals that it does not know', () => {
    expect(told(candidate({ queueWaitMs: 1_500, region: 'eu\n', warm: true, odd: [1] }))).toEqual([
      ['queue wait', '1.5 s'],
      ['region', 'eu'],
      ['warm', 'yes'],
      ['odd', '–'],
    ])
  })

  it('leaves limits to their own columns, and says nothing of what nobody has', () => {
    const limits = [{ name: 'rpm', used: 1, limit: 2 }]
    expect(told(candidate({ rpm: 2, weight: null }, { limits }))).toEqual([])
  })
})
