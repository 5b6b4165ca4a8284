import type { OperationName } from '@turnout/core'
import type { Reply } from '../engine/reply.ts'

const rateLimits = ['limit', 'remaining', 'reset'].flatMap((fact) =>
  ['requests', 'tokens'].map((unit) => `x-ratelimit-${fact}-${unit}`),
)

export interface HeaderOptions {
  /** The same facts under LiteLLM's names too. */
  readonly litellm: boolean
}

/** What a response says of how it came about; flat. Values that are not printable ASCII are percent-encoded. */
export function replyHeaders(reply: Reply<OperationName>, { litellm }: HeaderOptions): string[] {
  const { requestId, deployment, group, failedAttempts, fallbacks, overheadMs, head } = reply
  const retries = failedAttempts.length === 0 ? 0 : failedAttempts.filter((attempt) => attempt.group === group).length
  const facts = [
    ...['model-id', printable(deployment.id), 'model-group', printable(group)],
    ...['attempted-retries', String(retries), 'attempted-fallbacks', String(fallbacks)],
    ...['cache', 'off', 'overhead-ms', overheadMs.toFixed(2)],
  ]
  const headers = ['x-request-id', requestId]
  for (let i = 0; i < facts.length; i += 2) headers.push(`x-turnout-${facts[i]}`, facts[i + 1] ?? '')
  if (litellm) {
    headers.push('x-litellm-call-id', requestId)
    for (let i = 0; i < facts.length; i += 2) headers.push(`x-litellm-${facts[i]}`, facts[i + 1] ?? '')
  }
  for (const name of rateLimits) {
    const value = head.headers[name]
    if (typeof value === 'string') headers.push(name, value)
  }
  return headers
}

const printable = (value: string): string => (/^[\x20-\x7e]*$/.test(value) ? value : encodeURIComponent(value))
