import { type Deployment, featureNames, features, type Json, type JsonObject } from '@turnout/core'
import { bareAddress, withoutSecrets } from './without-secrets.ts'

/** One deployment as LiteLLM's `/model/info` lists it (litellm-behaviour, section 7), without its credentials. */
export function modelInfoBody(deployment: Deployment): JsonObject {
  const { id, group, provider, model, pricing, maxInputTokens, info } = deployment
  return {
    model_name: group,
    litellm_params: withoutSecrets(paramsOf(deployment), deployment),
    model_info: withoutSecrets(
      {
        ...{ id, db_model: false, key: model, litellm_provider: provider },
        ...given({ input_cost_per_token: pricing?.inputPerToken, output_cost_per_token: pricing?.outputPerToken }),
        ...given({ max_input_tokens: maxInputTokens }),
        ...info,
        ...{ id, mode: info['mode'] ?? null },
      },
      deployment,
    ),
  }
}

/** Only what is known not to be secret: what else stands there is its provider's business, or nobody's. */
function paramsOf(deployment: Deployment): JsonObject {
  const { provider, model, apiBase, apiVersion, timeoutMs, streamTimeoutMs, cooldownTimeMs } = deployment
  const { weight, rpm, tpm, maxParallelRequests, numRetries, order, region, tags, defaults, settings } = deployment
  return {
    model: `${provider}/${model}`,
    ...given({ api_base: apiBase && bareAddress(apiBase), api_version: apiVersion, region_name: region }),
    ...given({ weight, rpm, tpm, order, max_parallel_requests: maxParallelRequests, num_retries: numRetries }),
    ...given({ timeout: seconds(timeoutMs), stream_timeout: seconds(streamTimeoutMs) }),
    ...given({ cooldown_time: seconds(cooldownTimeMs) }),
    ...(tags.length > 0 ? { tags: [...tags] } : {}),
    ...only(
      defaults,
      (name, value) => typeof value !== 'object' && (typeof value !== 'string' || ofRequests.has(name)),
    ),
    ...only(settings, (name, value) => harmless.has(name) && typeof value === 'string'),
  }
}

/** Parameters of requests, of which the text is one of a few words. */
const ofRequests: ReadonlySet<string> = new Set([
  ...featureNames.flatMap((name) => features[name].params),
  ...['service_tier', 'verbosity', 'truncation', 'encoding_format'],
])

/** Settings of adapters that say where something runs. */
const harmless: ReadonlySet<string> = new Set([
  ...['base_model', 'aws_region_name', 'vertex_project', 'vertex_location', 'organization'],
])

const only = (object: JsonObject, may: (name: string, value: Json) => boolean): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name, value]) => value !== undefined && may(name, value)))

const given = (facts: JsonObject): JsonObject => only(facts, () => true)

const seconds = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : ms / 1_000)
