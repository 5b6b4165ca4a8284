import * as z from 'zod'
import { flag, notNegative } from './values.ts'

const positive = notNegative.refine((value) => value !== 0, 'must be above 0')

/** `false`, or what is too much. */
export const loadShedding = z.union(
  [
    flag,
    z.object({
      max_lag: positive.nullish(),
      max_memory: positive.refine((value) => value <= 1, 'must not be above 1').nullish(),
    }),
  ],
  { error: 'expected true, false, or a map with max_lag and max_memory' },
)
