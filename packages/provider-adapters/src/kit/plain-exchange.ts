import type { Batch, Exchange, OperationName, ResponseHead, WholeBatch } from '@turnout/core'

/** A plain answer that is here: one batch, and nothing to cancel. */
export class PlainExchange<O extends OperationName> implements Exchange<O> {
  readonly head: ResponseHead
  readonly whole: WholeBatch<O>

  constructor(head: ResponseHead, whole: WholeBatch<O>) {
    this.head = head
    this.whole = whole
  }

  get batches(): AsyncIterable<Batch<O>> {
    return only(this.whole)
  }

  cancel(): void {}
}

async function* only<T>(value: T): AsyncGenerator<T> {
  yield value
}
