import * as z from 'zod'
import { count, flag, list, notNegative, object, texts } from '../values.ts'

/** `router_settings` that are accepted and have no effect yet. What they hold is checked all the same. */
export const routerSettingsLater = z.looseObject({
  client_ttl: notNegative.nullish(),
  polling_interval: notNegative.nullish(),
  default_priority: count.nullish(),
  default_litellm_params: object.nullish(),
  set_verbose: flag.nullish(),
  debug_level: z.enum(['DEBUG', 'INFO'], { error: 'expected DEBUG or INFO' }).nullish(),
  provider_budget_config: z.record(z.string(), object, { error: 'expected a map of providers' }).nullish(),
  alerting_config: object.nullish(),
  router_general_settings: object.nullish(),
  ignore_invalid_deployments: flag.nullish(),
  deployment_affinity_ttl_seconds: notNegative.nullish(),
  model_group_affinity_config: z.record(z.string(), texts, { error: 'expected a map of groups' }).nullish(),
  enable_health_check_routing: flag.nullish(),
  health_check_staleness_threshold: notNegative.nullish(),
  health_check_ignore_transient_errors: flag.nullish(),
  assistants_config: object.nullish(),
  guardrail_list: list.nullish(),
  search_tools: list.nullish(),
})
