import * as z from 'zod'
import { textProblem } from '../error-text.ts'
import { count, present, text } from './values.ts'

/** What an attempt's failure may be said to be; the other kinds are not a provider's. */
const patternKinds = [
  ...(['bad-request', 'context-window', 'content-policy', 'authentication', 'not-found'] as const),
  ...(['rate-limit', 'quota', 'timeout', 'server', 'unavailable'] as const),
] as const

const status = count.refine((value) => value >= 400 && value <= 599, 'must be a status from 400 to 599')

const match = text.min(1, 'is empty').check((context) => {
  const message = textProblem(context.value)
  if (message !== undefined) context.issues.push({ code: 'custom', message, input: context.value })
})

const pattern = z.object(
  {
    provider: text.nullish(),
    status: z
      .union([status, z.array(status.nullable()).transform(present)], {
        error: 'expected a status from 400 to 599, or a list',
      })
      .nullish(),
    match,
    kind: z.enum(patternKinds, { error: `expected one of ${patternKinds.join(', ')}` }),
  },
  { error: 'expected a map with match and kind' },
)

/** `error_patterns`: what texts in a provider's errors mean; before all that is known of them. */
export const errorPatterns = z.array(pattern, { error: 'expected a list' })

export const errorPatternKeys = Object.keys(pattern.shape)

export type PatternKind = (typeof patternKinds)[number]

export type ErrorPatternEntry = z.output<typeof pattern>
