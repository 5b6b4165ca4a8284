import type { CheckSettings } from '@turnout/core'
import type { RouterSettings } from './schema/settings.ts'

/** The one of LiteLLM's optional checks that there is. */
export const rateLimitCheck = 'enforce_model_rate_limits'

/** What is looked at before a deployment is chosen. */
export function checksOf(router: RouterSettings): CheckSettings {
  const parallel = router.default_max_parallel_requests ?? undefined
  return {
    preCall: router.enable_pre_call_checks ?? false,
    rateLimits: router.optional_pre_call_checks?.includes(rateLimitCheck) ?? false,
    ...(router.enable_tag_filtering
      ? { tags: { match: (router.tag_filtering_match_any ?? true) ? 'any' : 'all' } }
      : {}),
    ...(parallel === undefined ? {} : { maxParallelRequests: parallel }),
  }
}
