import { describe, inject } from 'vitest'
import type {} from '../vitest.redis.ts'

/** Tests against the run's real Redis, by its url; the server is shared, so keys want a prefix of their own. */
export const describeWithRedis = (name: string, tests: (url: string) => void): void => {
  const url = inject('redisUrl')
  if (url) describe(name, () => tests(url))
  else describe.skip(`${name} (needs REDIS_URL or redis-server)`, () => tests('redis://none'))
}

/** Tests that start Redis servers or clusters of their own. */
export const describeWithRedisServer = (name: string, tests: () => void): void => {
  if (inject('redisServer')) describe(name, tests)
  else describe.skip(`${name} (needs redis-server)`, tests)
}
