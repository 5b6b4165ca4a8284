import type { RouterConfig } from '@turnout/core'
import type { Problem } from '../problem.ts'
import type { ConfigFile } from '../schema/config-file.ts'

/** Nothing to route to: it runs, and answers every request with a 404. */
export function checkSomeDeployments({ deployments }: RouterConfig, { model_list }: ConfigFile): readonly Problem[] {
  if (deployments.length > 0) return []
  const message = model_list?.length
    ? 'has no deployment that can serve: every request is a 404.'
    : 'has no deployments: every request is a 404.'
  return [{ level: 'warning', code: 'no-deployments', message, path: ['model_list'] }]
}
