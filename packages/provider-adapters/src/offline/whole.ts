import type { Batch, Exchange, OperationName, ResultOf } from '@turnout/core'
import { readUsage } from '../kit/read-usage.ts'

/** The head of an answer that came from no network. */
export const offlineHead: Exchange<OperationName>['head'] = { status: 200, headers: {} }

/** A plain answer, there at once. */
export function whole<O extends OperationName>(result: ResultOf<O>): Exchange<O> {
  const batch: Batch<O> = { kind: 'whole', result: () => result, usage: () => readUsage(result.usage) }
  return {
    head: offlineHead,
    batches: (async function* () {
      yield batch
    })(),
    cancel() {},
  }
}
