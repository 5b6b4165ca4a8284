import { z } from 'zod'
import { count, notNegative, object, text, texts } from './values.ts'

/** `litellm_params`: what Turnout reads itself. Every other key goes to the provider with each request. */
export const litellmParams = z.looseObject(
  {
    model: z.string({ error: 'is required: provider/model, or a name that tells its provider' }).min(1, 'is empty'),
    custom_llm_provider: text.nullish(),
    api_key: text.nullish(),
    api_base: text.nullish(),
    base_url: text.nullish(),
    api_version: text.nullish(),
    organization: text.nullish(),
    azure_ad_token: text.nullish(),
    extra_headers: z.record(z.string(), text, { error: 'expected a map' }).nullish(),
    rpm: notNegative.nullish(),
    tpm: notNegative.nullish(),
    weight: notNegative.nullish(),
    max_parallel_requests: count.nullish(),
    tags: texts.nullish(),
    timeout: notNegative.nullish(),
    stream_timeout: notNegative.nullish(),
    request_timeout: notNegative.nullish(),
    num_retries: count.nullish(),
    simulated: object.nullish(),
  },
  { error: 'expected a map with at least `model`' },
)

const modelInfo = z.looseObject(
  {
    id: z.union([text, z.number().transform(String)], { error: 'expected text' }).nullish(),
    base_model: text.nullish(),
    mode: text.nullish(),
  },
  { error: 'expected a map' },
)

/** One entry of `model_list`. */
export const modelEntry = z.looseObject(
  {
    model_name: z.string({ error: 'is required: the name that callers use' }).min(1, 'is empty'),
    litellm_params: litellmParams,
    model_info: modelInfo.nullish(),
    rpm: notNegative.nullish(),
    tpm: notNegative.nullish(),
  },
  { error: 'expected a map with model_name and litellm_params' },
)

export type ModelEntry = z.output<typeof modelEntry>

export const modelList = z.array(modelEntry, { error: 'expected a list of deployments' })
