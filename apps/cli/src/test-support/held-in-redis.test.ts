import type { RedisServer } from '../../../../tools/redis/redis-server.ts'

/** What counts against a limit now, as Redis knows it; `parallel` is the end of `{group}:deployment:parallel`. */
export async function heldIn(redis: RedisServer, group: string, deployment: string, limit: string): Promise<number> {
  const [seconds, micros] = (await redis.cli('TIME')).split('\n').map(Number)
  const nowMs = (seconds ?? 0) * 1_000 + (micros ?? 0) / 1_000
  const key = `turnout:{${group}}:${deployment}:${limit}`
  const lines = (await redis.cli('ZRANGE', key, '0', '-1', 'WITHSCORES')).split('\n')
  let held = 0
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const amount = /:([^:]*)$/.exec(lines[at] ?? '')?.[1]
    if (amount !== undefined && Number(lines[at + 1]) > nowMs) held += Number(amount)
  }
  return held
}
