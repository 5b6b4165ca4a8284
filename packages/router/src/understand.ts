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
    raw: request === given ? init.raw : undefined,
    tags: init.tags ?? noTags,
    numRetries: init.numRetries,
    deadlineMs: startedMs + (init.deadlineMs ?? engine.config.deadlineMs ?? Infinity),
    timeoutMs: init.timeoutMs,
    fallbackPolicy: fallbacksOf(engine, init),
    ...tieTo(init),
  }
}

const noTags: readonly string[] = []

const clip = (model: string): string => (model.length > 100 ? `${model.slice(0, 100)}…` : model)

const fallbacksOf = (engine: Engine, { disableFallbacks, fallbacks }: CallInit) =>
  disableFallbacks ? requestedFallbacks([]) : fallbacks ? requestedFallbacks(fallbacks) : engine.fallbackPolicy

/** The scope that the caller's leaving cancels, and how to let go of the caller. */
function tieTo({ scope = new CancelScope(), signal }: CallInit): Pick<Ask<OperationName>, 'scope' | 'release'> {
  if (!signal) return { scope, release: nothing }
  const leave = () => scope.cancel(new ProviderError('cancelled', 'The caller went away.', { cause: signal.reason }))
  if (signal.aborted) leave()
  else signal.addEventListener('abort', leave, { once: true })
  return { scope, release: () => signal.removeEventListener('abort', leave) }
}

const nothing = (): void => {}
