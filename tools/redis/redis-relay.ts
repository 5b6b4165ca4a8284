import { once } from 'node:events'
import { createServer } from 'node:net'
import { type RelayConnection, relayConnection } from './relay-connection.ts'

/** A way to a Redis on which anything can go wrong. */
export interface RedisRelay {
  readonly port: number
  readonly url: string
  /** Replies arrive this much later, from now on. */
  delay(ms: number): void
  /** Resets every connection. */
  cut(): void
  /** Whether new connections are reset at once. */
  refuse(on: boolean): void
  /** Holds all bytes both ways, until `thaw` lets them go on: a network that lost its way and finds it again. */
  freeze(): void
  thaw(): void
  /**
   * Loses the next replies (`true`: all until `false`): Redis did what it was asked, and nobody hears. What follows on such
   * a connection would be taken for the lost reply, so it is silent from then on, or cut.
   */
  swallowReplies(count: number | boolean, after?: 'silence' | 'cut'): void
  /** Answers the next commands itself, those of one name if given; Redis does not see them. `\r\n` included. */
  replace(reply: string, count: number, command?: string): void
  /** How often each command arrived here since this was last asked. */
  commandsSince(): Readonly<Record<string, number>>
  stop(): Promise<void>
}

/** Starts a relay on loopback to a Redis there. */
export const startRelay = async (redis: { readonly port: number }): Promise<RedisRelay> => {
  const connections = new Set<RelayConnection>()
  let seen: Record<string, number> = {}
  let refusing = false
  let swallow: { left: number; after: 'silence' | 'cut' } = { left: 0, after: 'silence' }
  let replacement: { left: number; reply: Buffer; command?: string | undefined } = { left: 0, reply: Buffer.alloc(0) }

  const faults = {
    delayMs: 0,
    frozen: false,
    answer(command: string) {
      seen[command] = (seen[command] ?? 0) + 1
      if (replacement.left <= 0 || (replacement.command ?? command) !== command) return undefined
      replacement.left--
      return replacement.reply
    },
    lose() {
      if (swallow.left <= 0) return undefined
      swallow.left--
      return swallow.after
    },
  }
  const listener = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    if (refusing) return void client.on('error', () => {}).resetAndDestroy()
    const connection = relayConnection(client, redis.port, faults)
    connections.add(connection)
    client.on('close', () => connections.delete(connection))
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new Error('the relay has no port')

  const setFrozen = (on: boolean): void => {
    faults.frozen = on
    for (const connection of connections) connection.freeze(on)
  }
  const cut = (): void => {
    for (const connection of connections) connection.cut()
  }
  return {
    port: address.port,
    url: `redis://127.0.0.1:${address.port}`,
    delay: (ms) => {
      faults.delayMs = ms
    },
    cut,
    refuse: (on) => {
      refusing = on
    },
    freeze: () => setFrozen(true),
    thaw: () => setFrozen(false),
    swallowReplies: (count, after = 'silence') => {
      swallow = { left: typeof count === 'number' ? count : count ? Number.POSITIVE_INFINITY : 0, after }
    },
    replace: (reply, count, command) => {
      replacement = { left: count, reply: Buffer.from(reply), command }
    },
    commandsSince: () => {
      const since = seen
      seen = {}
      return since
    },
    async stop() {
      cut()
      listener.close()
      await once(listener, 'close')
    },
  }
}
