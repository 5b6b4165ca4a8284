import type { StateSettings } from '@turnout/core'
import { sharedRedis } from './redis-sources.ts'
import type { LitellmSettings, RouterSettings } from './schema/settings.ts'
import { spanMs } from './timer.ts'

const usual = {
  onStoreError: 'share',
  instances: 1,
  commandTimeout: 0.05,
  exchangeInterval: 0.2,
  prefix: 'turnout',
} as const

/** How Redis is used, whatever for. */
export const redisUseOf = ({ state }: RouterSettings) => ({
  commandTimeoutMs: spanMs(state?.command_timeout ?? usual.commandTimeout),
  prefix: state?.prefix ?? usual.prefix,
})

/** What instances share, and how; undefined where there is no Redis to share it in. */
export function stateOf(router: RouterSettings, litellm: LitellmSettings): StateSettings | undefined {
  const redis = sharedRedis(router, litellm)
  const { on_store_error, instances, exchange_interval } = router.state ?? {}
  return (
    redis && {
      redis,
      onStoreError: on_store_error ?? usual.onStoreError,
      instances: instances ?? usual.instances,
      exchangeMs: spanMs(exchange_interval ?? usual.exchangeInterval),
      ...redisUseOf(router),
    }
  )
}
