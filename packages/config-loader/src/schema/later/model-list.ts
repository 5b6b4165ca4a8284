import * as z from 'zod'
import { anything, count, flag, notNegative, object, text, texts } from '../values.ts'

const span = z.union([text, notNegative], { error: 'expected a span of time, like 30d' })

/** LiteLLM's own besides: what it does itself to a request or an answer. No provider knows them. (LiteLLM, "Input Params".) */
const withoutEffect = Object.fromEntries(
  [
    ...[
      'guardrails',
      'cache_control_injection_points',
      'merge_reasoning_content_in_choices',
      'supports_system_message',
    ],
    ...[
      'model_info',
      'base_model',
      'use_litellm_proxy',
      'mock_timeout',
      'ssl_verify',
      'hf_model_name',
      'force_timeout',
    ],
    ...['prompt_id', 'prompt_variables', 'prompt_version', 'prompt_label', 'litellm_trace_id', 'litellm_session_id'],
    ...['roles', 'initial_prompt_value', 'final_prompt_value', 'bos_token', 'eos_token', 'custom_prompt_dict'],
    ...['no-log', 'caching', 'caching_groups', 'ttl', 'preset_cache_key', 'use_client', 'verbose'],
  ].map((name) => [name, anything] as const),
)

/** `litellm_params` that are the router's business and not the provider's, and have no effect yet. */
export const litellmParamsLater = z.looseObject({
  max_retries: count.nullish(),
  input_cost_per_second: notNegative.nullish(),
  output_cost_per_second: notNegative.nullish(),
  input_cost_per_character: notNegative.nullish(),
  output_cost_per_character: notNegative.nullish(),
  max_budget: notNegative.nullish(),
  budget_duration: span.nullish(),
  silent_model: text.nullish(),
  configurable_clientside_auth_params: z
    .array(z.union([text, object]), { error: 'expected a list of parameters' })
    .nullish(),
  use_in_pass_through: flag.nullish(),
  auto_router_config: anything,
  auto_router_config_path: text.nullish(),
  auto_router_default_model: text.nullish(),
  auto_router_embedding_model: text.nullish(),
  ...withoutEffect,
})

/** `model_info` that the router is to act on, and does not yet; the rest of it is only told to whoever asks. */
export const modelInfoLater = z.looseObject({
  supported_environments: texts.nullish(),
  access_groups: texts.nullish(),
  team_id: text.nullish(),
  team_public_model_name: text.nullish(),
  health_check_model: text.nullish(),
  health_check_timeout: notNegative.nullish(),
  disable_background_health_check: flag.nullish(),
})
