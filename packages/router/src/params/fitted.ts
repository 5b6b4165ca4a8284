import {
  type Deployment,
  type OperationName,
  type ParamSettings,
  type ProviderAdapter,
  paramOf,
  type RequestOf,
} from '@turnout/core'
import { dropped } from './dropped.ts'
import { isEssential } from './essential-params.ts'
import { unsupportedPaths } from './unsupported-paths.ts'

/** A request as a deployment's model can take it. */
export interface Fitted<O extends OperationName> {
  readonly request: RequestOf<O>
  /** The same deployment; without defaults of its own where they are in the request already. */
  readonly deployment: Deployment
  /** What was left out. */
  readonly dropped: readonly string[]
  /** What the model cannot express, and may not be left out: then nothing is sent. */
  readonly refused: readonly string[]
  /** What goes to the provider whatever is known of it. */
  readonly allowed: readonly string[] | undefined
}

/** One request and its own word on parameters, before that of the deployment. */
export interface Fitting<O extends OperationName> {
  readonly operation: O
  readonly request: RequestOf<O>
  readonly params: ParamSettings | undefined
}

/**
 * What has to be done to a request so that a deployment can serve it; undefined where it can be sent as it is, as it
 * nearly always can: nothing is allocated then.
 */
export function fitted<O extends OperationName>(
  adapter: ProviderAdapter | undefined,
  ask: Fitting<O>,
  deployment: Deployment,
): Fitted<O> | undefined {
  const { params, features } = deployment
  if (!adapter?.unsupported && !features && !params && !ask.params) return undefined
  const additional = joined(params?.additional, ask.params?.additional)
  const allowed = joined(params?.allowed, ask.params?.allowed)
  const whole = withDefaults(ask.request, deployment)
  const { body, dropped: always } = additional ? dropped(whole, additional) : { body: whole, dropped: none }
  const missing = unsupportedPaths(adapter, ask.operation, body, deployment)
  if (missing.length === 0 && always.length === 0 && !allowed) return undefined
  const unsupported = allowed ? missing.filter((path) => !allowed.includes(paramOf(path))) : missing
  const drop = ask.params?.drop ?? params?.drop ?? false
  const refused = drop ? unsupported.filter(isEssential) : unsupported
  const last = dropped(body, drop ? unsupported.filter((path) => !isEssential(path)) : none)
  const left = [...always, ...last.dropped]
  const changed = left.length > 0
  return {
    request: changed ? last.body : ask.request,
    deployment: changed ? withoutDefaults(deployment) : deployment,
    dropped: left,
    refused,
    allowed,
  }
}

const none: readonly string[] = []

const joined = (some: readonly string[] | undefined, more: readonly string[] | undefined) =>
  some && more ? [...some, ...more] : (some ?? more)

function withDefaults<O extends OperationName>(request: RequestOf<O>, { defaults }: Deployment): RequestOf<O> {
  for (const _ in defaults) return { ...defaults, ...request }
  return request
}

const bare = new WeakMap<Deployment, Deployment>()

/** One object for each deployment, because adapters remember deployments by identity. */
function withoutDefaults(deployment: Deployment): Deployment {
  const known = bare.get(deployment)
  if (known) return known
  const without = { ...deployment, defaults: {} }
  bare.set(deployment, without)
  return without
}
