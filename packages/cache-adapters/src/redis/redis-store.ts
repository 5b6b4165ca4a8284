import {
  type Clock,
  type RedisSettings,
  type StateSettings,
  type StateStore,
  systemClock,
  systemId,
} from '@turnout/core'
import { LeasedStore } from '../shared/leased-store.ts'
import { SurvivingStore } from '../shared/surviving-store.ts'
import { connect } from './connect.ts'
import { connected } from './connected.ts'
import { evictionRisk } from './eviction.ts'
import { Members } from './members.ts'
import { Patience } from './patience.ts'
import { RedisChannel } from './redis-channel.ts'
import { RedisLimits } from './redis-limits.ts'
import { RedisRemote } from './redis-remote.ts'
import { troubleOf } from './trouble.ts'

export type RedisStoreOptions = Partial<Omit<StateSettings, 'redis' | 'exchangeMs'>> & {
  readonly clock?: Clock
  /** Unique, also across processes. */
  readonly id?: () => string
}

/**
 * A `StateStore` in Redis, for all instances that use the same `prefix`: limits are exact over all of them, and they
 * hear of each other's cooldowns, latencies and running attempts. It connects at once, in the background; while it is
 * lost, `onStoreError` says what limits are worth. Never throws for want of a server.
 */
export function redisStore(redis: RedisSettings, options: RedisStoreOptions = {}): StateStore {
  const { onStoreError = 'share', instances = 1, commandTimeoutMs = 50, prefix = 'turnout' } = options
  const { clock = systemClock, id = systemId } = options
  const name = prefix.replaceAll(/[{}]/g, '')
  const [client, ears] = [connect(redis), connect(redis)]
  const patience = new Patience(clock, commandTimeoutMs)
  const wait = <T>(answer: Promise<T>): Promise<T> => patience.wait(answer)
  const members = new Members()
  const channel = new RedisChannel({ client, ears, name: `${name}:soft`, clock, members, wait })
  const remote = new RedisRemote({
    ...{
      limits: new RedisLimits({ client, prefix: name, wait }),
      clock,
      id,
      channel,
    },
    close: async () => {
      patience.close()
      client.disconnect()
      ears.disconnect()
    },
  })
  const surviving = new SurvivingStore(remote, {
    ...{ clock, id, onStoreError, reasonOf: troubleOf },
    part: (asOfMs) => members.part(instances, asOfMs),
    connected: connected(client, clock),
    riskOf: () => evictionRisk(client),
  })
  return new LeasedStore(surviving, clock)
}
