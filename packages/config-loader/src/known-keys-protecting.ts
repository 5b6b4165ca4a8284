import { isMap } from './map.ts'
import type { Path } from './problem.ts'

/** Keys that keep something out in LiteLLM, and nothing yet here: whoever counts on them must be told. */
const protecting: Readonly<Record<string, readonly string[]>> = {
  '': ['guardrails', 'policies'],
  router_settings: [...['provider_budget_config', 'guardrail_list', 'max_budget', 'budget_duration']],
  litellm_settings: ['max_budget', 'budget_duration', 'tag_budget_config', 'guardrails'],
  general_settings: [
    ...['custom_auth', 'enable_jwt_auth', 'allowed_routes', 'public_routes'],
    ...['max_budget', 'budget_duration'],
  ],
  litellm_params: ['max_budget', 'budget_duration', 'guardrails', 'tag_budget_config'],
  model_info: ['team_id', 'access_groups'],
}

export const protects = (path: Path, key: string): boolean =>
  protecting[String(path.at(-1) ?? '')]?.includes(key) ?? false

/** Nothing is asked for: a switch that is off, an empty list. A budget of 0 is one. */
export const isOff = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  (typeof value === 'string' && /^\s*(false)?\s*$/i.test(value)) ||
  (Array.isArray(value) && value.length === 0) ||
  (isMap(value) && Object.keys(value).length === 0)
