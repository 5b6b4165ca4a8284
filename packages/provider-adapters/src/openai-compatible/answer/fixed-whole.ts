import { isJsonObject, type OperationName, type ResultOf, type Usage, type WholeBatch } from '@turnout/core'
import { readUsage } from '../../kit/read-usage.ts'
import type { AnswerFixes } from './answer-fixes.ts'

/** A plain answer as OpenAI would have sent it; the same, bytes and all, where it holds nothing to mend. */
export function fixedWhole<O extends OperationName>(fixes: AnswerFixes, whole: WholeBatch<O>): WholeBatch<O> {
  const text = whole.latin1 ?? ''
  if (!fixes.marks.some((mark) => text.includes(mark))) return whole
  const before: unknown = whole.result()
  if (!isJsonObject(before)) return whole
  const failure = fixes.failure(before)
  if (failure) throw failure
  const after = fixes.answer(before)
  const elsewhere = readUsage(before['usage']) ? undefined : fixes.usageIn(before)
  if (after === before && !elsewhere) return whole
  return mended(after as unknown as ResultOf<O>, elsewhere ?? readUsage(after['usage']))
}

const mended = <O extends OperationName>(result: ResultOf<O>, usage: Usage | undefined): WholeBatch<O> => ({
  kind: 'whole',
  result: () => result,
  usage: () => usage,
})
