import type { CooldownSettings } from '@turnout/core'
import { countsByError } from './counts-by-error.ts'
import type { LitellmSettings, RouterSettings } from './schema/settings.ts'
import { spanMs } from './timer.ts'

const usualSeconds = 5

/** When a deployment is left alone, and for how long. */
export function cooldownsOf(router: RouterSettings, litellm: LitellmSettings): CooldownSettings {
  const allowedFails = router.allowed_fails ?? litellm.allowed_fails ?? undefined
  return {
    ...(allowedFails === undefined ? {} : { allowedFails }),
    allowedFailsPolicy: countsByError(router.allowed_fails_policy, 'AllowedFails'),
    timeMs: spanMs(router.cooldown_time ?? usualSeconds),
    disabled: router.disable_cooldowns ?? false,
    whenAllCooling: router.when_all_cooling ?? 'fail',
  }
}
