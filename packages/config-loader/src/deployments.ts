import { type Deployment, Secret } from '@turnout/core'
import { isAcceptedParam, isAdapterSetting } from './accepted-keys.ts'
import { asJson } from './as-json.ts'
import { asItIs, type Shown, withoutHidden } from './checks/shown-names.ts'
import { deploymentId } from './deployment-id.ts'
import { credentialNames, withCredential } from './deployments-credentials.ts'
import type { Environment } from './environment.ts'
import { errorPatternsFor } from './error-patterns.ts'
import { isMap } from './map.ts'
import { hint } from './nearest.ts'
import { eachOrganization } from './organizations.ts'
import { type CommonParamSettings, paramSettingsOf } from './param-settings.ts'
import { pricingOf } from './pricing.ts'
import type { Path, Problem } from './problem.ts'
import { providerDefaults, usualKeyVariable, withUsualParams } from './provider-environment.ts'
import { prefixOf, resolveModel, similarPrefix } from './provider-name.ts'
import type { ErrorPatternEntry } from './schema/error-patterns.ts'
import { litellmParams, type ModelEntry } from './schema/model-list.ts'
import { isSecretName } from './secret-name.ts'
import { statedFeatures } from './stated-features.ts'
import { spanMs, timerMs } from './timer.ts'

export interface Surroundings {
  readonly environment: Environment
  /** Providers that the application brings, besides the known ones. */
  readonly providers: readonly string[]
  /** `credential_list`, as the file has it. */
  readonly credentials?: unknown
  readonly shown?: Shown
  /** What is said of parameters for all deployments. */
  readonly paramSettings?: CommonParamSettings
  /** What is said of errors. */
  readonly errorPatterns?: readonly ErrorPatternEntry[]
}

export interface Deployments {
  readonly deployments: readonly Deployment[]
  readonly problems: readonly Problem[]
}

/** `model_list` → deployments. One whose provider or credential cannot be told is left out; the others serve. */
export function toDeployments(entries: readonly ModelEntry[], surroundings: Surroundings): Deployments {
  const { environment, providers, credentials, shown = asItIs } = surroundings
  const problems: Problem[] = []
  const deployments: Deployment[] = []
  const equals = new Map<string, number>()
  for (const { entry, index } of entries.flatMap(eachOrganization)) {
    const path: Path = ['model_list', index]
    const found = withCredential(entry.litellm_params, credentials)
    if (!found) {
      problems.push(unknownCredential(entry, credentials, path, shown))
      continue
    }
    const { params, credential } = found
    const resolved = resolveModel(params.model, params.custom_llm_provider, providers)
    if (!resolved) {
      problems.push(unresolved(params.model, [...path, 'litellm_params', 'model'], shown, providers))
      continue
    }
    const defaults = credential === undefined ? providerDefaults(resolved.provider, environment) : {}
    const apiBase = params.api_base ?? params.base_url ?? defaults.apiBase
    const apiVersion = params.api_version ?? defaults.apiVersion
    const apiKey = params.api_key ?? defaults.apiKey
    const identity = { group: entry.model_name, ...resolved, apiBase, apiVersion, params: withoutIdentity(params) }
    const first = deploymentId({ ...identity, ordinal: 0 })
    const ordinal = equals.get(first) ?? 0
    equals.set(first, ordinal + 1)
    const id = entry.model_info?.id || (ordinal === 0 ? first : deploymentId({ ...identity, ordinal }))
    if (!apiKey && !apiBase && !params.mock_response)
      problems.push(...missingKey(resolved.provider, [...path, 'litellm_params'], credential && shown(credential)))
    deployments.push({
      ...{ id, group: entry.model_name, ...resolved },
      ...given({ apiBase, apiVersion, apiKey: apiKey ? new Secret(apiKey) : undefined }),
      ...limits(entry),
      ...given({ pricing: pricingOf(entry), maxInputTokens: entry.model_info?.max_input_tokens }),
      ...given({ params: paramSettingsOf({ litellm_params: params }, surroundings.paramSettings) }),
      ...given({ features: statedFeatures(entry.model_info) }),
      ...given({ errorPatterns: errorPatternsFor(resolved.provider, surroundings.errorPatterns) }),
      tags: params.tags ?? [],
      ...split(credential === undefined ? withUsualParams(resolved.provider, params, environment, !!apiKey) : params),
      info: asJson(entry.model_info ?? {}),
    })
  }
  return { deployments, problems: withoutHidden([...problems, ...duplicateIds(entries, shown)], shown) }
}

const given = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined | null> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)) as {
    [K in keyof T]?: Exclude<T[K], undefined | null>
  }

function limits({ litellm_params: params, rpm, tpm }: ModelEntry) {
  return given({
    weight: params.weight,
    rpm: params.rpm ?? rpm,
    tpm: params.tpm ?? tpm,
    maxParallelRequests: params.max_parallel_requests,
    timeoutMs: timerMs(params.timeout) ?? timerMs(params.request_timeout),
    streamTimeoutMs: timerMs(params.stream_timeout),
    numRetries: params.num_retries,
    cooldownTimeMs: typeof params.cooldown_time === 'number' ? spanMs(params.cooldown_time) : undefined,
    mockResponse: params.mock_response || undefined,
    order: params.order,
    region: params.region_name || params.watsonx_region_name || undefined,
  })
}

const known = new Set(Object.keys(litellmParams.shape))

/** What is in the id by another name, or not at all: with a mocked answer a deployment is still the same. */
const identityKeys = new Set([
  ...['model', 'custom_llm_provider', 'api_key', 'api_base', 'base_url', 'api_version'],
  'mock_response',
])

const withoutIdentity = (params: object) =>
  Object.fromEntries(Object.entries(params).filter(([key]) => !identityKeys.has(key)))

/** What is left of `litellm_params`: the adapter's settings, secret or not, and parameters for every request. */
function split(params: object): Pick<Deployment, 'defaults' | 'secrets' | 'settings'> {
  const left = Object.entries(params).filter(([, value]) => value !== undefined && value !== null)
  const own = left.filter(([key]) => isAdapterSetting(key))
  const secrets = own.filter(([key, value]) => isSecretName(key) && (typeof value === 'string' || isMap(value)))
  const settings = own.filter((entry) => !secrets.includes(entry))
  const defaults = left.filter(([key]) => !isAdapterSetting(key) && !known.has(key) && !isAcceptedParam(key))
  return {
    defaults: asJson(Object.fromEntries(defaults)),
    secrets: Object.fromEntries(secrets.map(([key, value]) => [key, new Secret(asText(value))])),
    settings: asJson(Object.fromEntries(settings)),
  }
}

/** Credentials may stand in the file as a map. */
const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

function unresolved(model: string, path: Path, shown: Shown, providers: readonly string[]): Problem {
  const hidden = shown(model) !== model
  const prefix = prefixOf(model)
  const which = hidden ? `of ${shown(model)}` : `"${prefix}"`
  const provider = `The provider of ${hidden ? shown(model) : `"${model}"`} cannot be told`
  const message = prefix
    ? `The prefix ${which} is not a known provider, so this deployment is left out.`
    : `${provider}, so this deployment is left out. Write provider/model.`
  const similar = hidden ? undefined : similarPrefix(prefix, providers)
  const suggestion = similar === undefined ? {} : { suggestion: similar }
  return { level: 'warning', code: 'unknown-provider', message, path, ...suggestion }
}

function unknownCredential(entry: ModelEntry, list: unknown, path: Path, shown: Shown): Problem {
  const name = String(entry.litellm_params['litellm_credential_name'])
  return {
    level: 'warning',
    code: 'unknown-credential',
    message: `The credential ${shown(name)} cannot be told from credential_list, so this deployment is left out.`,
    path: [...path, 'litellm_params', 'litellm_credential_name'],
    ...hint(name, credentialNames(list)),
  }
}

function missingKey(provider: string, path: Path, credential: string | undefined): readonly Problem[] {
  const variable = usualKeyVariable(provider)
  const lack = credential === undefined ? `${variable} is not set` : `the credential ${credential} has none`
  const message = `There is no api_key, and ${lack}.`
  return variable ? [{ level: 'warning', code: 'missing-key', message, path }] : []
}

function duplicateIds(entries: readonly ModelEntry[], shown: Shown): readonly Problem[] {
  const seen = new Set<string>()
  return entries.flatMap(({ model_info }, index): Problem[] => {
    const id = model_info?.id
    if (!id) return []
    const path = ['model_list', index, 'model_info', 'id']
    if (seen.has(id)) return [{ level: 'error', code: 'duplicate-id', message: `The id ${shown(id)} is taken.`, path }]
    seen.add(id)
    return []
  })
}
