import * as z from 'zod'

/** A number, or text that is one: what a variable gives is always text. Never NaN, never infinite. */
const numeric = z.union(
  [
    z.number(),
    z
      .string()
      .regex(/^\s*[-+]?\d+(\.\d+)?([eE][-+]?\d+)?\s*$/)
      .transform(Number)
      .pipe(z.number()),
  ],
  { error: 'expected a number' },
)

export const notNegative = numeric
  .refine((value) => value >= 0, 'must not be negative')
  .refine((value) => value <= Number.MAX_SAFE_INTEGER, `must not be larger than ${Number.MAX_SAFE_INTEGER}`)

/** Whole, and of either sign. */
export const integer = numeric.refine(Number.isSafeInteger, 'must be a whole number')

export const count = notNegative.refine(Number.isInteger, 'must be a whole number')

/** Yes or no, or 1 or 0, or text that is one. */
export const flag = z.union(
  [
    z.boolean(),
    z.literal([0, 1]).transform((bit) => bit === 1),
    z
      .string()
      .regex(/^\s*(true|false|1|0)\s*$/i)
      .transform((text) => ['true', '1'].includes(text.trim().toLowerCase())),
  ],
  { error: 'expected true or false' },
)

export const text = z.string({ error: 'expected text' })

/** A variable that is not set left a gap: it counts as absent. */
export const present = <T>(entries: readonly (T | null)[]): T[] => entries.filter((entry) => entry !== null)

export const texts = z.array(text.nullable(), { error: 'expected a list' }).transform(present)

/** A list of names; a single one may stand without its list. */
export const names = z.union([texts, text.transform((one) => [one])], { error: 'expected a list of names' })

export const object = z.looseObject({}, { error: 'expected a map' })

export const list = z.array(z.unknown(), { error: 'expected a list' })

/** 6379 or "6379". */
export const port = count.refine((value) => value >= 1 && value < 65_536, 'must be a port, from 1 to 65535')

/** What is not looked into yet. */
export const anything = z.unknown().optional()
