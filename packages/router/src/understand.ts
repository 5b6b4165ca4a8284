import {
  CancelScope,
  type FallbackPolicy,
  type IncomingTrace,
  type OperationName,
  ProviderError,
  type RequestOf,
  TurnoutError,
} from '@turnout/core'
import type { Ask } from './engine/ask.ts'
import { ContentRecorder } from './engine/content-recorder.ts'
import type { Engine } from './engine/engine.ts'
import { patchedRequest } from './engine/patched.ts'
import { type Resolved, resolveGroup } from './engine/resolve-group.ts'
import { invalidValue } from './invalid-value.ts'
import { requestedFallbacks } from './policies/fallback.ts'
import { type CallInit, separate } from './request-options.ts'
import { wishedFallbacks } from './requested-fallbacks.ts'

/** The request as the engine takes it: alias resolved once, options out, deadline fixed. */
export function understand<O extends OperationName>(
  engine: Engine,
  operation: O,
  given: RequestOf<O>,
  givenInit: CallInit,
): Ask<O> {
  const { request, init } = separate(given, givenInit)
  checkNumbers(init)
  const { model } = request
  const resolved = resolveGroup(engine, model) ?? defaultGroup(engine)
  if (resolved === undefined)
    throw new TurnoutError('model-not-found', `The model \`${clip(model)}\` does not exist.`, { param: 'model' })
  if (init.mock && !engine.config.allowMockTesting) throw mocksNotAllowed(init.mock.param)
  const startedMs = engine.runtime.clock.monotonicMs()
  const lastDeadlineMs = startedMs + Math.min(init.deadlineMs ?? Infinity, engine.config.deadlineMs ?? Infinity)
  const uniqueId = engine.newId()
  const trace = engine.events.traces ? engine.events.trace(init.trace ?? noTrace) : undefined
  const { scope = new CancelScope(), signal } = init
  return {
    operation,
    request,
    elsewhere: undefined,
    model,
    group: resolved.group,
    wildcard: resolved.wildcard,
    startedMs,
    lastDeadlineMs,
    inputTokens: undefined,
    uniqueId,
    // It may come from outside, so nothing is counted by it.
    requestId: init.requestId ?? uniqueId,
    stream: request['stream'] === true,
    raw: request === given ? init.raw : undefined,
    tags: init.tags ?? noTags,
    region: init.region,
    numRetries: init.numRetries,
    deadlineMs: Math.min(lastDeadlineMs, startedMs + (init.clientTimeoutMs ?? Infinity)),
    timeoutMs: init.timeoutMs,
    streamTimeoutMs: init.streamTimeoutMs,
    fallbackPolicy: fallbacksOf(engine, operation, request, init),
    maxFallbacks: init.maxFallbacks ?? engine.config.maxFallbacks,
    isRetry: init.isRetry,
    params: init.params,
    mockResponse: init.mock?.response,
    mockFailure: init.mock?.failure,
    scope,
    cacheWishes: init.cache,
    caller: init.caller,
    cache: undefined,
    keeper: undefined,
    trace,
    passingTrace: trace || !engine.events.traces ? undefined : init.trace,
    explain: init.explain === true,
    content: engine.config.tellsContent ? new ContentRecorder(operation, request) : undefined,
    release: signal ? tie(scope, signal) : nothing,
  }
}

const numbers = ['deadlineMs', 'clientTimeoutMs', 'timeoutMs', 'streamTimeoutMs', 'numRetries', 'maxFallbacks'] as const

function checkNumbers(init: CallInit): void {
  for (const name of numbers)
    if (init[name] !== undefined && !(init[name] >= 0)) throw invalidValue(name, 'a number, 0 or more')
}

const noTags: readonly string[] = []
const noTrace: IncomingTrace = { traceparent: undefined, tracestate: undefined }

const clip = (model: string): string => (model.length > 100 ? `${model.slice(0, 100)}…` : model)

/** A name that nobody answers to is served by the default fallbacks, where there are any (LiteLLM, "Default Fallbacks"). */
const defaultGroup = (engine: Engine): Resolved | undefined =>
  engine.config.fallbacks.general['*']?.flatMap(({ target }) => resolveGroup(engine, target) ?? [])[0]

const mocksNotAllowed = (param: string): TurnoutError =>
  new TurnoutError(
    'bad-request',
    `The parameter ${param} is for tests, and router_settings.allow_mock_testing is off.`,
    {
      code: 'parameter_not_allowed',
      param,
    },
  )

function fallbacksOf<O extends OperationName>(
  { config, fallbackPolicy }: Engine,
  operation: O,
  request: RequestOf<O>,
  init: CallInit,
): FallbackPolicy {
  if (init.disableFallbacks) return requestedFallbacks([])
  const wishes = init.fallbacks ?? init.contextWindowFallbacks ?? init.contentPolicyFallbacks
  if (!wishes) return fallbackPolicy
  return wishedFallbacks(config.fallbacks, init, (patch) => void patchedRequest(operation, request, patch))
}

/** The scope is cancelled when the caller leaves; returns how to let go of the caller. */
function tie(scope: CancelScope, signal: AbortSignal): () => void {
  const leave = () => scope.cancel(new ProviderError('cancelled', 'The caller went away.', { cause: signal.reason }))
  if (signal.aborted) leave()
  else signal.addEventListener('abort', leave, { once: true })
  return () => signal.removeEventListener('abort', leave)
}

const nothing = (): void => {}
