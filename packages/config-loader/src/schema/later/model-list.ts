import * as z from 'zod'
import { anything, count, flag, notNegative, object, text, texts } from '../values.ts'

const span = z.union([text, notNegative], { error: 'expected a span of time, like 30d' })

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
