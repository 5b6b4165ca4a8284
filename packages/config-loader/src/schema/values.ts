import { z } from 'zod'

/** A number, or text that is one: what a variable gives is always text. Never NaN, never infinite. */
const numeric = z.union(
  [
    z.number(),
    z
      .string()
      .regex(/^\s*-?\d+(\.\d+)?\s*$/)
      .transform(Number)
      .pipe(z.number()),
  ],
  { error: 'expected a number' },
)

export const notNegative = numeric.refine((value) => value >= 0, 'must not be negative')

export const count = notNegative.refine(Number.isInteger, 'must be a whole number')

/** Yes or no, or text that is one. */
export const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')], {
  error: 'expected true or false',
})

export const text = z.string({ error: 'expected text' })

export const texts = z.array(text, { error: 'expected a list' })

/** A list of names; a single one may stand without its list. */
export const names = z.union([texts, text.transform((one) => [one])], { error: 'expected a list of names' })

export const object = z.looseObject({}, { error: 'expected a map' })

/** `[{ group: [target, …] }, …]`; a single target may stand without its list. */
export const fallbackList = z.array(
  z.record(z.string(), names, { error: 'expected a map, like `gpt-4: [gpt-3.5-turbo]`' }),
  { error: 'expected a list of maps, like `- gpt-4: [gpt-3.5-turbo]`' },
)
