import * as z from 'zod'
import { connectionKeys, redisOrUrl, routerRedisKeys } from './redis.ts'
import { count, notNegative, text } from './values.ts'

const modes = ['share', 'open', 'closed'] as const

/** Less than a millisecond is no time to wait. */
const seconds = notNegative.refine((value) => value >= 0.001, 'must be at least 0.001, a millisecond')

/** `router_settings.state`: what instances share, and how. */
export const state = z.object(
  {
    redis: redisOrUrl.nullish(),
    ...routerRedisKeys,
    redis_username: connectionKeys.username,
    redis_ssl: connectionKeys.ssl,
    on_store_error: z.enum(modes, { error: 'expected share, open or closed' }).nullish(),
    instances: count.refine((value) => value >= 1, 'must be at least 1').nullish(),
    command_timeout: seconds.nullish(),
    exchange_interval: seconds.nullish(),
    prefix: text.regex(/^[^{}\s]+$/, 'must be a word without { and }, which Redis Cluster reads itself').nullish(),
  },
  { error: 'expected a map, like `redis: redis://host:6379`' },
)
