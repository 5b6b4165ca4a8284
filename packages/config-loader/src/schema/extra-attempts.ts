import * as z from 'zod'
import { flag, notNegative } from './values.ts'

/** A share of the requests, or more about it; `false`: no bound. A number is never a flag here. */
export const retryBudget = z.union(
  [notNegative, flag, z.object({ ratio: notNegative.nullish(), per_second: notNegative.nullish() })],
  { error: 'expected false, a share like 0.2, or a map with ratio and per_second' },
)

/** `true`, or which of a deployment's own times is slow. */
export const hedging = z.union(
  [
    flag,
    z.object({
      quantile: notNegative.refine((value) => value !== 0 && value < 1, 'must be above 0 and below 1').nullish(),
    }),
  ],
  { error: 'expected true, false, or a map with quantile' },
)
