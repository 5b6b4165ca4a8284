import type { Environment } from './environment.ts'
import type { Path, Problem } from './problem.ts'
import type { Connection } from './redis-settings.ts'
import { connectionKeys } from './schema/redis.ts'

type Key = 'url' | 'host' | 'port' | 'username' | 'password' | 'db' | 'ssl'

export interface FromEnvironment {
  readonly connection: Connection
  readonly problems: readonly Problem[]
}

/**
 * `REDIS_URL`, or `REDIS_HOST` and what belongs to it (LiteLLM, "Redis and Valkey"). What cannot be one is passed over:
 * Kubernetes sets `REDIS_PORT` to an address where a service is called redis. `path`: what made somebody look.
 */
export function redisFromEnvironment(environment: Environment, path: Path): FromEnvironment {
  const problems: Problem[] = []
  const read = (keys: readonly Key[]): Connection =>
    Object.fromEntries(
      keys.flatMap((key) => {
        const name = `REDIS_${key.toUpperCase()}`
        const value = Object.hasOwn(environment, name) ? environment[name] : undefined
        const { data, error } = connectionKeys[key].safeParse(value || undefined)
        if (error) problems.push(passedOver(name, error.issues[0]?.message, path))
        return data === undefined || data === null ? [] : [[key, data] as const]
      }),
    )
  const byUrl = read(['url'])
  return { connection: byUrl.url ? byUrl : read(['host', 'port', 'username', 'password', 'db', 'ssl']), problems }
}

/** Its value is told nowhere. */
const passedOver = (name: string, message: string | undefined, path: Path): Problem => ({
  level: 'warning',
  code: 'invalid-value',
  message: `The environment variable ${name} is passed over: ${message}.`,
  path,
})
