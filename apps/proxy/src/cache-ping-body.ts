import type { CacheSettings, RedisSettings } from '@turnout/core'
import type { RouterCache } from '@turnout/router'

/** `GET /cache/ping`: LiteLLM's fields (litellm/types/caching.py, CachePingResponse), and ours. No secret is in it. */
export const cachePingBody = ({ kind, settings }: RouterCache, tookMs: number) => ({
  status: 'healthy',
  cache_type: typeOf(kind),
  ping_response: true,
  set_cache_response: 'success',
  litellm_cache_params: JSON.stringify({
    type: typeOf(kind),
    mode: settings.optIn ? 'default_off' : 'default_on',
    namespace: settings.namespace ?? null,
    ttl: settings.ttlMs / 1000,
  }),
  took_ms: Math.round(tookMs * 100) / 100,
  settings: settingsOf(settings, kind),
})

/** LiteLLM calls memory `local`. */
const typeOf = (kind: RouterCache['kind']): string => (kind === 'memory' ? 'local' : kind)

const settingsOf = (settings: CacheSettings, kind: RouterCache['kind']) => ({
  ...(kind === 'memory' ? { max_bytes: settings.maxBytes } : {}),
  ...(kind === 'redis' ? { redis: nodesOf(settings.redis ?? {}) } : {}),
  operations: settings.operations,
  shared: settings.shared,
  coalesce: settings.coalesce,
  caching_groups: settings.groups,
  semantic: settings.semantic
    ? { model: settings.semantic.model, similarity_threshold: settings.semantic.threshold }
    : null,
})

/** Hosts and ports, without anything else that an address may hold. */
function nodesOf({ url, host = '127.0.0.1', port = 6379, cluster, sentinels }: RedisSettings): readonly string[] {
  if (url) return hostIn(url.reveal())
  return (cluster ?? sentinels ?? [{ host, port }]).map((node) => `${node.host}:${node.port}`)
}

/** None where it cannot be told: with an `@` behind it, it may be a part of a password that was not encoded. */
function hostIn(url: string): readonly string[] {
  const parsed = URL.parse(url)
  if (!parsed) return []
  const { host, pathname, search, hash } = parsed
  return `${pathname}${search}${hash}`.includes('@') ? [] : [host]
}
