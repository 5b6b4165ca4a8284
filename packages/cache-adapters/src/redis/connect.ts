import type { RedisNode, RedisSettings } from '@turnout/core'
import { Cluster, Redis } from 'ioredis'
import type { RedisClient } from './script.ts'

/** A connection that says nothing for so long, though it was asked, is dead: another one is made. */
const deadMs = 5_000
const longestRetryMs = 1_000
const connectMs = 2_000

/**
 * Connects to one server, to what sentinels say is the master, or to a cluster. What cannot be asked now fails at once,
 * and nothing is sent twice: whoever waits for an answer must be able to do without. Never throws; errors are in the
 * commands.
 */
export function connect(settings: RedisSettings): RedisClient {
  return settings.cluster ? cluster(settings, settings.cluster) : quiet(single(settings))
}

/**
 * Without a listener each lost connection would be printed; and a TLS socket may say twice what is wrong, of which the
 * client hears once: the second time would end the process.
 */
function quiet(client: Redis): Redis {
  return client.on('error', () => client.stream?.on('error', () => {}))
}

function cluster(settings: RedisSettings, nodes: readonly RedisNode[]): Cluster {
  const client = new Cluster([...nodes], clusterOptions(settings))
  client.on('+node', quiet)
  return client.on('error', () => {})
}

function single(settings: RedisSettings): Redis {
  const { url, host = '127.0.0.1', port = 6379, sentinels, sentinelName, sentinelPassword, tls } = settings
  const options = {
    ...nodeOptions(settings),
    enableOfflineQueue: false,
    retryStrategy: (times: number) => Math.min(longestRetryMs, 50 * times),
  }
  if (sentinels)
    return new Redis({
      ...options,
      sentinels: sentinels.map(({ host, port }: RedisNode) => ({ host, port })),
      name: sentinelName ?? 'mymaster',
      sentinelCommandTimeout: connectMs,
      ...(sentinelPassword ? { sentinelPassword: sentinelPassword.reveal() } : {}),
      ...(tls ? { sentinelTLS: {}, enableTLSForSentinelMode: true } : {}),
    })
  return url ? new Redis(url.reveal(), options) : new Redis(port, host, options)
}

const clusterOptions = (settings: RedisSettings) => ({
  redisOptions: nodeOptions(settings),
  enableOfflineQueue: false,
  clusterRetryStrategy: (times: number) => Math.min(longestRetryMs, 50 * times),
  slotsRefreshTimeout: connectMs,
  maxRedirections: 4,
  // What was sent once may have been done: only a node that says so did not do it.
  ...{ retryDelayOnFailover: 0, retryDelayOnClusterDown: 0 },
})

const nodeOptions = ({ username, password, db, tls }: RedisSettings) => ({
  ...{ protocol: 2 as const, connectionName: 'turnout', connectTimeout: connectMs },
  ...{ socketTimeout: deadMs, maxRetriesPerRequest: 0, autoResendUnfulfilledCommands: false },
  // Who listens subscribes again itself: here a failure of it would be nobody's, and end the process.
  autoResubscribe: false,
  // A master that has become a replica: the next connection may find the new one. (Before Redis 7 a script's error starts
  // with other words.)
  reconnectOnError: ({ message }: Error) => message.includes('READONLY'),
  ...(username === undefined ? {} : { username }),
  ...(password ? { password: password.reveal() } : {}),
  ...(db === undefined ? {} : { db }),
  ...(tls ? { tls: {} } : {}),
})
