import type { Actual, Claim, Claims, Deployment, ProviderError, RouterConfig } from '@turnout/core'

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
  readonly tokens?: Omit<Claim, 'amount'>
}

/** The limits of a deployment in a group with this strategy. Keys of a group share its tag. */
export function limitsOf(deployment: Deployment, { checks }: RouterConfig, strategy: string): Limits {
  const { id, group, rpm, tpm, maxParallelRequests: parallel = checks.maxParallelRequests } = deployment
  const promised = checks.preCall || checks.rateLimits || promising.has(strategy)
  const key = (limit: string): string => `{${group}}:${id}:${limit}`
  return {
    fixed: [
      ...(promised && rpm !== undefined ? [{ key: key('rpm'), amount: 1, limit: rpm, windowMs: minuteMs }] : []),
      ...(parallel === undefined ? [] : [{ key: key('parallel'), amount: 1, limit: parallel }]),
    ],
    ...(promised && tpm !== undefined ? { tokens: { key: key('tpm'), limit: tpm, windowMs: minuteMs } } : {}),
  }
}

/** What an attempt of so many tokens reserves; nothing, where there is no limit. */
export const claimsOf = ({ fixed, tokens }: Limits, estimate: () => number): Claims =>
  tokens ? [...fixed, { ...tokens, amount: estimate() }] : fixed

/**
 * What an attempt has really used: no request where not a byte of it left, no tokens where the provider refused it, and
 * else as many as it took.
 */
export function actualsOf({ tokens }: Limits, claims: Claims, failure: ProviderError | undefined, used: () => number) {
  const sent = failure?.sent ?? true
  const refused = !sent || (failure?.upstreamStatus ?? 200) >= 400
  const actuals: Actual[] = []
  for (const { key, windowMs } of claims) {
    if (windowMs === undefined) continue
    if (key === tokens?.key) actuals.push({ key, amount: refused ? 0 : used() })
    else if (!sent) actuals.push({ key, amount: 0 })
  }
  return actuals
}
