import { type RedisSettings, type Secret, TurnoutError } from '@turnout/core'
import type { RouterCache } from '@turnout/router'

const longestReason = 200

/** The cache could not do what somebody asked for: a 503 that says why, without an address or a password. */
export function cacheTrouble(error: unknown, { settings }: RouterCache): TurnoutError {
  const message = `The response cache does not do it: ${reasonOf(error, settings.redis ?? {})}.`
  return new TurnoutError('connection', message, { status: 503, code: 'cache_unavailable', cause: error })
}

function reasonOf(error: unknown, { url, password, sentinelPassword }: RedisSettings): string {
  const [line = ''] = (error instanceof Error ? error.message || error.name : String(error)).split('\n')
  const secrets = [...inUrl(url), password?.reveal() ?? '', sentinelPassword?.reveal() ?? ''].filter(Boolean)
  const safe = secrets.reduce((text, secret) => text.replaceAll(secret, '[secret]'), line)
  return safe.replaceAll(/\w+:\/\/\S+/g, '[address]').slice(0, longestReason)
}

/** Its password, as it stands there and as it is. */
function inUrl(url: Secret | undefined): readonly string[] {
  const text = url?.reveal() ?? ''
  const parsed = URL.parse(text)
  if (!parsed) return [text]
  const { password } = parsed
  return [password, decoded(password)]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
