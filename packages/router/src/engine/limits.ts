import type { Actual, Claims, Deployment, JsonObject, ProviderError, RouterConfig } from '@turnout/core'

const minuteMs = 60_000

/** Strategies under which `rpm` and `tpm` are promises; under others they are weights, or nothing. */
const promising: ReadonlySet<string> = new Set([
  ...['usage-based-routing', 'usage-based-routing-v2', 'latency-based-routing', 'cost-based-routing'],
])

/** What a deployment must not exceed. */
export interface Limits {
  /** Requests in any minute, and attempts at a time: the same for every attempt. */
  readonly fixed: Claims
  /** Tokens in any minute. */
  readonly tokens?: { readonly key: string; readonly limit: number; readonly windowMs: number }
}

/** The limits of a deployment in a group with this strategy. Keys of a group share its tag. */
export function limitsOf(
  deployment: Deployment,
  { checks, routingStrategyArgs }: RouterConfig,
  strategy: string,
): Limits {
  const { rpm, tpm, maxParallelRequests: parallel = checks.maxParallelRequests } = deployment
  const promised = checks.preCall || checks.rateLimits || promises(strategy, routingStrategyArgs)
  const key = (limit: string): string => limitKey(deployment, limit)
  return {
    fixed: [
      ...(promised && rpm !== undefined ? [{ key: key('rpm'), amount: 1, limit: rpm, windowMs: minuteMs }] : []),
      ...(parallel === undefined ? [] : [{ key: key('parallel'), amount: 1, limit: parallel }]),
    ],
    ...(promised && tpm !== undefined ? { tokens: { key: key('tpm'), limit: tpm, windowMs: minuteMs } } : {}),
  }
}

/** Names a limit of a deployment: those of a group share the part in braces, and are kept in one place. */
export const limitKey = ({ group, id }: Deployment, limit: string): string =>
  `{${group.replaceAll(/[{}%]/g, encodeURIComponent)}}:${id}:${limit}`

/** Limits by their short names. */
export const limitNumbers = ({ fixed, tokens }: Limits): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...fixed, ...(tokens ? [tokens] : [])].map(({ key, limit }) => [key.slice(key.lastIndexOf(':') + 1), limit]),
  )

/** A strategy that hands over to others promises what one of them does. */
function promises(strategy: string, { otherwise, prefer }: JsonObject): boolean {
  if (strategy !== 'sticky' && strategy !== 'first-of') return promising.has(strategy)
  return [otherwise, prefer].flat().some((name) => typeof name === 'string' && promising.has(name))
}

/**
 * What an attempt reserves that is thought to take so many tokens, its prompt alone and all of it; nothing, where there is
 * no limit. An answer that may be longer than the whole limit takes all of it, or it could never be asked for; a prompt
 * that is cannot.
 */
export function claimsOf({ fixed, tokens }: Limits, input: number, total: number): Claims {
  if (!tokens) return fixed
  const { key, limit, windowMs } = tokens
  const amount = input > limit ? total : Math.min(total, limit)
  return [...fixed, { key, amount, limit, windowMs }]
}

/**
 * What an attempt has really used: no request where not a byte of it left, no tokens where the provider refused it before
 * it said anything, and else as many as it took.
 */
export function actualsOf(
  { tokens }: Limits,
  claims: Claims,
  { failure, used, hasBegun }: { failure: ProviderError | undefined; used: number; hasBegun: boolean },
) {
  const sent = failure?.sent ?? true
  const refused = !sent || (!hasBegun && (failure?.upstreamStatus ?? 200) >= 400)
  const actuals: Actual[] = []
  for (const { key, windowMs } of claims) {
    if (windowMs === undefined) continue
    if (key === tokens?.key) actuals.push({ key, amount: refused ? 0 : used })
    else if (!sent) actuals.push({ key, amount: 0 })
  }
  return actuals
}
