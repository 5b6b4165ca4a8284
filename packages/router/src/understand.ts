import {
  CancelScope,
  type FallbackPolicy,
  type JsonObject,
  type OperationName,
  ProviderError,
  type RequestOf,
  TurnoutError,
} from '@turnout/core'
import type { Ask } from './engine/ask.ts'
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
  const { clock, id } = engine.runtime
  const startedMs = clock.monotonicMs()
  const lastDeadlineMs = startedMs + Math.min(init.deadlineMs ?? Infinity, engine.config.deadlineMs ?? Infinity)
  return {
    ...{ operation, request, model, ...resolved, startedMs, lastDeadlineMs },
    ...idsOf(init, id),
    stream: request['stream'] === true,
    raw: request === given ? init.raw : undefined,
    tags: init.tags ?? noTags,
    region: init.region,
    numRetries: init.numRetries,
    deadlineMs: Math.min(lastDeadlineMs, startedMs + (init.clientTimeoutMs ?? Infinity)),
    timeoutMs: init.timeoutMs,
    streamTimeoutMs: init.streamTimeoutMs,
    fallbackPolicy: fallbacksOf(engine, init, (patch) => void patchedRequest(operation, request, patch)),
    maxFallbacks: init.maxFallbacks ?? engine.config.maxFallbacks,
    isRetry: init.isRetry,
    mockResponse: init.mock?.response,
    mockFailure: init.mock?.failure,
    ...tieTo(init),
  }
}

const numbers = ['deadlineMs', 'clientTimeoutMs', 'timeoutMs', 'streamTimeoutMs', 'numRetries', 'maxFallbacks'] as const

function checkNumbers(init: CallInit): void {
  for (const name of numbers)
    if (init[name] !== undefined && !(init[name] >= 0)) throw invalidValue(name, 'a number, 0 or more')
}

/** A request id may come from outside, so nothing is counted by it. */
function idsOf({ requestId }: CallInit, id: () => string) {
  const uniqueId = id()
  return { uniqueId, requestId: requestId ?? uniqueId }
}

const noTags: readonly string[] = []

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

function fallbacksOf(
  { config, fallbackPolicy }: Engine,
  init: CallInit,
  check: (patch: JsonObject) => void,
): FallbackPolicy {
  if (init.disableFallbacks) return requestedFallbacks([])
  const wishes = init.fallbacks ?? init.contextWindowFallbacks ?? init.contentPolicyFallbacks
  return wishes ? wishedFallbacks(config.fallbacks, init, check) : fallbackPolicy
}

/** The scope that the caller's leaving cancels, and how to let go of the caller. */
function tieTo({ scope = new CancelScope(), signal }: CallInit): Pick<Ask<OperationName>, 'scope' | 'release'> {
  if (!signal) return { scope, release: nothing }
  const leave = () => scope.cancel(new ProviderError('cancelled', 'The caller went away.', { cause: signal.reason }))
  if (signal.aborted) leave()
  else signal.addEventListener('abort', leave, { once: true })
  return { scope, release: () => signal.removeEventListener('abort', leave) }
}

const nothing = (): void => {}
