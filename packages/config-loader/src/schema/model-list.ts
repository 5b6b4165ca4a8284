import * as z from 'zod'
import { dropKeys, featureKeys } from './params.ts'
import { count, integer, notNegative, object, text, texts } from './values.ts'

const required = (what: string) =>
  z
    .string({
      error: ({ input }) => (input === undefined || input === null ? `is required: ${what}` : 'expected text'),
    })
    .min(1, 'is empty')

/** A header whose variable is not set is not sent. */
const headers = z
  .record(z.string(), text.nullable(), { error: 'expected a map' })
  .transform((map) => Object.fromEntries(Object.entries(map).filter(([, value]) => value !== null)))

/** `litellm_params`: what Turnout reads itself. Every other key goes to the provider with each request. */
export const litellmParams = z.looseObject(
  {
    model: required('provider/model, or a name that tells its provider'),
    custom_llm_provider: text.nullish(),
    api_key: text.nullish(),
    api_base: text.nullish(),
    base_url: text.nullish(),
    api_version: text.nullish(),
    litellm_credential_name: text.nullish(),
    organization: z.union([text, texts], { error: 'expected text, or a list' }).nullish(),
    azure_ad_token: text.nullish(),
    extra_headers: headers.nullish(),
    rpm: notNegative.nullish(),
    tpm: notNegative.nullish(),
    weight: notNegative.nullish(),
    max_parallel_requests: count.nullish(),
    order: integer.nullish(),
    region_name: text.nullish(),
    watsonx_region_name: text.nullish(),
    input_cost_per_token: notNegative.nullish(),
    output_cost_per_token: notNegative.nullish(),
    tags: texts.nullish(),
    timeout: notNegative.nullish(),
    stream_timeout: notNegative.nullish(),
    request_timeout: notNegative.nullish(),
    num_retries: count.nullish(),
    cooldown_time: notNegative.nullish(),
    mock_response: text.nullish(),
    ...dropKeys,
    allowed_openai_params: texts.nullish(),
    simulated: object.nullish(),
  },
  { error: 'expected a map with at least `model`' },
)

export const modelInfo = z.looseObject(
  {
    id: z.union([text, z.number().transform(String)], { error: 'expected text' }).nullish(),
    mode: text.nullish(),
    base_model: text.nullish(),
    input_cost_per_token: notNegative.nullish(),
    output_cost_per_token: notNegative.nullish(),
    max_tokens: count.nullish(),
    max_input_tokens: count.nullish(),
    max_output_tokens: count.nullish(),
    ...featureKeys,
  },
  { error: 'expected a map' },
)

/** One entry of `model_list`. */
export const modelEntry = z.looseObject(
  {
    model_name: required('the name that callers use'),
    litellm_params: litellmParams,
    model_info: modelInfo.nullish(),
    rpm: notNegative.nullish(),
    tpm: notNegative.nullish(),
  },
  { error: 'expected a map with model_name and litellm_params' },
)

export type ModelEntry = z.output<typeof modelEntry>

export const modelList = z.array(modelEntry, { error: 'expected a list of deployments' })
