import { CancelScope, type OperationName, ProviderError, type RequestOf, TurnoutError } from '@turnout/core'
import type { Ask } from './engine/ask.ts'
import type { Engine } from './engine/engine.ts'
import { resolveGroup } from './engine/resolve-group.ts'
import { requestedFallbacks } from './policies/fallback.ts'
import { type CallInit, separate } from './request-options.ts'

/** The request as the engine takes it: alias resolved once, options out, deadline fixed. */
export function understand<O extends OperationName>(
  engine: Engine,
  operation: O,
  given: RequestOf<O>,
  givenInit: CallInit,
): Ask<O> {
  const { request, init } = separate(given, givenInit)
  const { model } = request
  const group = resolveGroup(engine, model)
  if (group === undefined)
    throw new TurnoutError('model-not-found', `The model \`${clip(model)}\` does not exist.`, { param: 'model' })
  const { clock, id } = engine.runtime
  const startedMs = clock.monotonicMs()
  return {
    ...{ operation, request, model, group, startedMs },
    requestId: init.requestId ?? id(),
    stream: request['stream'] === true,
    tags: init.tags ?? noTags,
    numRetries: init.numRetries,
    deadlineMs: startedMs + (init.deadlineMs ?? engine.config.deadlineMs ?? Infinity),
    timeoutMs: init.timeoutMs,
    fallbackPolicy: fallbacksOf(engine, init),
    scope: init.scope ?? scopeOf(init.signal),
  }
}

const noTags: readonly string[] = []

const clip = (model: string): string => (model.length > 100 ? `${model.slice(0, 100)}…` : model)

const fallbacksOf = (engine: Engine, { disableFallbacks, fallbacks }: CallInit) =>
  disableFallbacks ? requestedFallbacks([]) : fallbacks ? requestedFallbacks(fallbacks) : engine.fallbackPolicy

function scopeOf(signal: AbortSignal | undefined): CancelScope {
  const scope = new CancelScope()
  if (!signal) return scope
  const leave = () => scope.cancel(new ProviderError('cancelled', 'The caller went away.', { cause: signal.reason }))
  if (signal.aborted) leave()
  else signal.addEventListener('abort', leave, { once: true })
  return scope
}
