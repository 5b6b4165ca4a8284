import { isJsonObject } from '@turnout/core'
import type { AnswerFix } from './answer-fix.ts'

/** Groq puts the usage of a stream here, whether or not it was asked for. */
export const usageInGroq: AnswerFix = {
  says: 'usage also in `x_groq`',
  marks: ['"x_groq":'],
  usageIn: ({ x_groq: own }) => (isJsonObject(own) ? own['usage'] : undefined),
}

/** Moonshot puts it into the last choice. */
export const usageInChoice: AnswerFix = {
  says: 'usage also in `choices`',
  marks: ['"usage":'],
  usageIn: ({ choices }) =>
    Array.isArray(choices) ? choices.filter(isJsonObject).find(({ usage }) => usage)?.['usage'] : undefined,
}
