import type { RouterConfig } from '@turnout/core'

/** Whether a deployment of this configuration may ever be left alone: a time of its own counts where the general one is 0. */
export const cools = ({ cooldowns, deployments }: RouterConfig): boolean =>
  !cooldowns.disabled && (cooldowns.timeMs > 0 || deployments.some(({ cooldownTimeMs = 0 }) => cooldownTimeMs > 0))
