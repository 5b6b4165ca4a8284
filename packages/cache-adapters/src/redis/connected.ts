import type { Clock } from '@turnout/core'
import { Cluster, type Redis } from 'ioredis'
import type { RedisClient } from './script.ts'

/** How long the first connection may take before the store counts as lost. */
const connectedInMs = 1_000

/** Resolves when it can be asked, a cluster: every master of it. Rejects with why not. */
export function connected(client: RedisClient, clock: Clock): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const stop = clock.timer(connectedInMs, () => reject(new Error(`It did not answer in ${connectedInMs} ms.`)))
  client.once('error', reject)
  client.once('close', () => reject(new Error('The connection was closed.')))
  client.once('ready', () => {
    const masters = client instanceof Cluster ? client.nodes('master') : []
    Promise.all(masters.map(ready)).then(resolve)
  })
  return promise.finally(stop)
}

/** Nodes of a cluster are connected to when they are first needed; the first request must not wait for that. */
const ready = (node: Redis): Promise<void> =>
  new Promise((resolve) => {
    if (node.status === 'ready') return resolve()
    node.once('ready', () => resolve())
    if (node.status === 'wait') node.connect().catch(() => {})
  })
