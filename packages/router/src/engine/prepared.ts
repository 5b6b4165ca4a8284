import { CancelScope, type OperationName, ProviderError, type RoutingStrategy } from '@turnout/core'
import type { Ask } from './ask.ts'
import type { Engine } from './engine.ts'

/** A choice waits no longer than this for what a strategy asks outside. */
const patienceMs = 1_000

/** What a strategy prepares for a request; undefined where it throws or takes too long, and that is told. */
export async function prepared(
  { events, runtime }: Engine,
  { requestId, operation, request, scope: caller }: Ask<OperationName>,
  group: string,
  strategy: RoutingStrategy,
): Promise<unknown> {
  const scope = new CancelScope(caller)
  const stop = runtime.clock.timer(patienceMs, () => scope.cancel(new ProviderError('timeout', 'it took too long')))
  const over = new Promise<never>((_, reject) => scope.onCancel(() => reject(scope.reason)))
  over.catch(() => {})
  try {
    const hints = strategy.prepare?.({ operation, request, group, requestId, signal: scope.signal })
    return await Promise.race([hints, over])
  } catch (error) {
    const reason = `prepare: ${error instanceof Error ? error.message : String(error)}`
    const atMs = runtime.clock.monotonicMs()
    if (!caller.cancelled)
      events.emit?.({ type: 'strategy-fault', requestId, atMs, strategy: strategy.name, group, reason })
    return undefined
  } finally {
    stop()
    scope.close()
  }
}
