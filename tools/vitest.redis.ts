/**
 * Vitest's global setup where tests want a real Redis: the one at REDIS_URL, else a private one from PATH, else none, and
 * the tests that need it are skipped. With CI or REQUIRE_REDIS set, none is an error.
 */
import type { TestProject } from 'vitest/node'
import { hasRedisServer, startRedis } from './redis/redis-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A real Redis, or '' where there is none. */
    redisUrl: string
    /** Whether tests can start servers and clusters of their own. */
    redisServer: boolean
  }
}

export default async (project: TestProject): Promise<(() => Promise<void>) | undefined> => {
  const { REDIS_URL: given, CI, REQUIRE_REDIS } = process.env
  const redisServer = hasRedisServer()
  project.provide('redisServer', redisServer)
  if (given || !redisServer) {
    if (!given && (CI || REQUIRE_REDIS))
      throw new Error('no redis-server on PATH and no REDIS_URL; install redis-server')
    project.provide('redisUrl', given ?? '')
    return undefined
  }
  const server = await startRedis()
  project.provide('redisUrl', server.url)
  return server.stop
}
