import type { RedisClient } from './script.ts'

/**
 * Why a server may lose what it is to keep: it evicts keys when its memory is full, also those of limits. Undefined
 * where it does not, or does not say.
 */
export async function evictionRisk(client: RedisClient): Promise<string | undefined> {
  const info = await client.info('memory').catch(() => '')
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1]
  if (policy === undefined || policy === 'noeviction' || /^maxmemory:0\s/m.test(info)) return undefined
  return `Redis evicts keys when its memory is full (maxmemory-policy ${policy}), and limits with them: set it to noeviction.`
}
