import * as z from 'zod'
import { anything, flag, names, object, text, texts } from '../values.ts'

/** `litellm_settings` that are accepted and have no effect yet. */
export const litellmSettingsLater = z.looseObject({
  modify_params: flag.nullish(),
  set_verbose: flag.nullish(),
  json_logs: flag.nullish(),
  service_callbacks: names.nullish(),
  redact_user_api_key_info: flag.nullish(),
  redact_messages_in_exceptions: flag.nullish(),
  model_group_settings: object.nullish(),
  tag_budget_config: object.nullish(),
  cost_discount_config: object.nullish(),
  cost_margin_config: object.nullish(),
  default_internal_user_params: object.nullish(),
  custom_prometheus_metadata_labels: texts.nullish(),
  custom_prometheus_tags: texts.nullish(),
  prometheus_metrics_config: anything,
  enable_json_schema_validation: flag.nullish(),
  force_ipv4: flag.nullish(),
  ssl_verify: z.union([flag, text], { error: 'expected true, false or a path' }).nullish(),
  model_alias_map: z.record(z.string(), text, { error: 'expected a map of models' }).nullish(),
  enable_caching_on_provider_specific_optional_params: flag.nullish(),
  return_response_headers: flag.nullish(),
})
