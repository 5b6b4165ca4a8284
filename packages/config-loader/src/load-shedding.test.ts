import { expect, it } from 'vitest'
import { loadSheddingOf } from './load-shedding.ts'

const usual = { maxLagMs: 200, maxMemory: 0.9 }

it.each([
  [undefined, usual],
  [null, usual],
  [true, usual],
  [{}, usual],
  [{ max_lag: 1 }, { maxLagMs: 1_000, maxMemory: 0.9 }],
  [{ max_memory: 0.5 }, { maxLagMs: 200, maxMemory: 0.5 }],
  [false, undefined],
])('takes %j for %j', (load_shedding, settings) => {
  expect(loadSheddingOf({ load_shedding })).toEqual(settings)
})
