import { setTimeout as sleep } from 'node:timers/promises'
import { type RedisServer, startRedis } from './redis-server.ts'

const slots = 16_384
const longestJoinMs = 15_000
const clustered = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '1000']

/** Three masters without replicas, each with a third of the slots. */
export interface RedisCluster {
  readonly nodes: readonly { readonly host: string; readonly port: number }[]
  /** The same nodes as processes, to pause or kill one. */
  readonly servers: readonly RedisServer[]
  stop(): Promise<void>
}

const agrees = async (server: RedisServer): Promise<boolean> => {
  const info = await server.cli('CLUSTER', 'INFO')
  return ['cluster_state:ok', `cluster_slots_ok:${slots}`, 'cluster_known_nodes:3'].every((line) => info.includes(line))
}

const join = async (servers: readonly RedisServer[]): Promise<void> => {
  const first = servers[0]
  const share = (index: number) => Math.floor((index * slots) / servers.length)
  for (const [index, server] of servers.entries()) {
    await server.cli('CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1))
    await server.cli('CLUSTER', 'ADDSLOTSRANGE', String(share(index)), String(share(index + 1) - 1))
    if (first && server !== first) await server.cli('CLUSTER', 'MEET', first.host, String(first.port))
  }
  for (const deadline = performance.now() + longestJoinMs; ; await sleep(20)) {
    if ((await Promise.all(servers.map(agrees))).every(Boolean)) return
    if (performance.now() > deadline) throw new Error('the Redis nodes did not become a cluster')
  }
}

/** Starts a private Redis Cluster, once all its nodes agree that it is whole (Redis takes two seconds for it). */
export const startCluster = async (): Promise<RedisCluster> => {
  const servers = await Promise.all([1, 2, 3].map(() => startRedis({ args: clustered })))
  const stop = async () => void (await Promise.all(servers.map((server) => server.stop())))
  try {
    await join(servers)
  } catch (error) {
    await stop()
    throw error
  }
  return { nodes: servers.map(({ host, port }) => ({ host, port })), servers, stop }
}
