import { type FinishReason, ProviderError } from '@turnout/core'
import type { AnswerFix } from './answer-fix.ts'

/** A vendor's own finish reasons, and OpenAI's for them; `failed` for those that are no end but a failure. */
export const finishReasons = (table: Readonly<Record<string, FinishReason>>): AnswerFix => {
  const openaiFor = new Map(Object.entries(table))
  const known = (reason: unknown) => (typeof reason === 'string' ? openaiFor.get(reason) : undefined)
  return {
    says: `finish reasons: ${Object.entries(table)
      .map(([theirs, ours]) => `\`${theirs}\` as \`${ours}\``)
      .join(', ')}`,
    marks: Object.keys(table).map((reason) => `"${reason}"`),
    choice(choice) {
      const reason = known(choice['finish_reason'])
      return reason === undefined || reason === 'failed' ? choice : { ...choice, finish_reason: reason }
    },
    failure({ finish_reason: reason }) {
      if (known(reason) !== 'failed') return undefined
      return new ProviderError('server', `The model stopped with ${String(reason)}.`, {
        code: 'upstream_invalid_response',
      })
    },
  }
}
