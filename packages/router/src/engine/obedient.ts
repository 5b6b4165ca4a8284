import type { Batch, CancelScope, Exchange, OperationName, ProviderAdapter, ProviderCall } from '@turnout/core'

type Operation<O extends OperationName> = (call: ProviderCall<O>) => Promise<Exchange<O>>

/** Somebody's own adapter, which may not listen when it is told to stop: then nobody waits for it. */
export function obedient(adapter: ProviderAdapter): ProviderAdapter {
  const { name, operations } = adapter
  const { chat, textCompletion, embedding, rerank } = operations
  return {
    name,
    ...(adapter.unsupported ? { unsupported: unsupportedBy(adapter) } : {}),
    operations: {
      ...(chat ? { chat: stoppable(chat) } : {}),
      ...(textCompletion ? { textCompletion: stoppable(textCompletion) } : {}),
      ...(embedding ? { embedding: stoppable(embedding) } : {}),
      ...(rerank ? { rerank: stoppable(rerank) } : {}),
    },
  }
}

/** It may be a method; and one that throws knows nothing. */
const unsupportedBy =
  (adapter: ProviderAdapter): NonNullable<ProviderAdapter['unsupported']> =>
  (...question) => {
    try {
      return adapter.unsupported?.(...question) ?? []
    } catch {
      return []
    }
  }

const stoppable =
  <O extends OperationName>(operation: Operation<O>): Operation<O> =>
  (call) =>
    untilCancelled(operation(call), call.scope).then((exchange) => {
      // It may be an instance of a class, of which a copy would lack the methods.
      const { head, whole, batches } = exchange
      const cancel = () => undisturbed(exchange)
      return whole ? { head, whole, batches, cancel } : { head, batches: stoppableBatches(batches, call.scope), cancel }
    })

/** What it throws must not keep the attempt from ending. */
function undisturbed(exchange: Pick<Exchange<OperationName>, 'cancel'>): void {
  try {
    exchange.cancel()
  } catch {
    // Nobody waits for it, or could do anything.
  }
}

const stoppableBatches = <O extends OperationName>(
  batches: AsyncIterable<Batch<O>>,
  scope: CancelScope,
): AsyncIterable<Batch<O>> => ({
  [Symbol.asyncIterator]() {
    const source = batches[Symbol.asyncIterator]()
    return { next: () => untilCancelled(source.next(), scope) }
  },
})

/** What comes first: the end of the work, or the scope's. */
const untilCancelled = <T>(work: Promise<T>, scope: CancelScope): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = scope.onCancel(() => reject(scope.reason))
    work.then(
      (value) => {
        stop()
        resolve(value)
      },
      (error: unknown) => {
        stop()
        reject(error)
      },
    )
  })
