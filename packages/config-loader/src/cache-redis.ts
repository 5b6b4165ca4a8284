import type { RedisSettings } from '@turnout/core'
import type { SaidOfAnswers } from './cache-said.ts'
import type { Environment } from './environment.ts'
import type { Path, Problem } from './problem.ts'
import { redisFromEnvironment } from './redis-environment.ts'
import { type Connection, redisOf } from './redis-settings.ts'
import { cacheConnection, ownConnection, stateConnection } from './redis-sources.ts'
import type { CacheKind } from './schema/cache.ts'
import { connectionKeys } from './schema/redis.ts'
import type { LitellmSettings, RouterSettings } from './schema/settings.ts'

/** LiteLLM's stores that are not there. */
const elsewhere: readonly CacheKind[] = ['s3', 'gcs', 'azure-blob', 'disk']

/** LiteLLM's that are in Redis, and so in that of the environment, too. */
const inRedis: readonly CacheKind[] = ['redis', 'redis-semantic', 'valkey-semantic']

export interface CacheRedis {
  /** Absent: answers are kept in memory. */
  readonly redis?: RedisSettings
  readonly problems: readonly Problem[]
}

/** Where answers are kept: in the first Redis that is named, unless another kind of cache is. */
export function cacheRedisOf(
  router: RouterSettings,
  litellm: LitellmSettings,
  said: SaidOfAnswers,
  environment: Environment,
): CacheRedis {
  const type = said('type')
  const kind = type?.value
  const path = type?.path ?? ['litellm_settings', litellm.cache_params ? 'cache_params' : 'cache']
  if (kind === 'local' || kind === 'memory') return { problems: [] }
  if (kind && elsewhere.includes(kind)) return { problems: [notThere(kind, path)] }
  const params = cacheConnection(litellm)
  const inFile = [params, ownConnection(router), ...(kind ? [stateConnection(router)] : [])]
  const named = inFile.find(saysWhere)
  if (named) return found({ ...named, ...stated(params) })
  if (!(kind ? inRedis.includes(kind) : litellm.cache)) return { problems: [] }
  const usual = redisFromEnvironment(environment, path)
  if (saysWhere(usual.connection)) return found({ ...usual.connection, ...stated(params) }, usual.problems)
  const meant = kind === 'redis' || Object.keys(stated(params)).length > 0
  return { problems: meant ? [...usual.problems, nowhere(path)] : usual.problems }
}

const saysWhere = (connection: Connection): boolean => redisOf(connection) !== undefined

function found(connection: Connection, problems: readonly Problem[] = []): CacheRedis {
  const redis = redisOf(connection)
  return { ...(redis ? { redis } : {}), problems }
}

const connectionNames = [...Object.keys(connectionKeys), 'cluster', 'sentinels']

/** What `cache_params` say of a connection comes over what others say of it. */
const stated = (connection: Connection): Connection =>
  Object.fromEntries(
    Object.entries(connection).filter(([key, value]) => connectionNames.includes(key) && (value ?? '') !== ''),
  )

const notThere = (kind: CacheKind, path: Path): Problem => ({
  level: 'warning',
  code: 'cache-elsewhere',
  message: `There is no cache in ${kind}: answers are kept in memory, by each process for itself.`,
  path,
})

const nowhere = (path: Path): Problem => ({
  level: 'warning',
  code: 'incomplete-redis',
  message:
    'does not say where Redis is, and nothing else does: answers are kept in memory. Write url or host in cache_params.',
  path,
})
