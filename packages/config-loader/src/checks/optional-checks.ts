import { rateLimitCheck } from '../check-settings.ts'
import { hint } from '../nearest.ts'
import type { Path, Problem } from '../problem.ts'
import type { ConfigFile } from '../schema/config-file.ts'
import { asItIs, type Shown } from './shown-names.ts'

/** LiteLLM's optional checks that have no effect yet. */
const later = [
  ...['prompt_caching', 'responses_api_deployment_check', 'forward_client_headers_by_model_group'],
  ...['session_affinity', 'deployment_affinity', 'encrypted_content_affinity'],
]

/** The one of them that would keep something out. */
const protecting = 'router_budget_limiting'

/** What `optional_pre_call_checks` asks for and does not get. */
export function checkOptionalChecks({ router_settings }: ConfigFile, shown: Shown = asItIs): readonly Problem[] {
  return (router_settings?.optional_pre_call_checks ?? []).flatMap((name, index): readonly Problem[] => {
    const path: Path = ['router_settings', 'optional_pre_call_checks', index]
    if (name === rateLimitCheck) return []
    if (later.includes(name)) {
      const message = `The check ${shown(name)} is accepted; it has no effect yet.`
      return [{ level: 'note', code: 'without-effect', message, path }]
    }
    if (name === protecting) {
      const message = `The check ${shown(name)} is accepted, and does not protect anything yet.`
      return [{ level: 'warning', code: 'without-protection', message, path }]
    }
    const message = `There is no check ${shown(name)}.`
    return [
      { level: 'warning', code: 'unknown-check', message, path, ...hint(name, [rateLimitCheck, protecting, ...later]) },
    ]
  })
}
