import type { OperationName } from '@turnout/core'
import type { Reply } from '../engine/reply.ts'
import { isLimitHeader } from './limit-header.ts'

export interface HeaderOptions {
  /** The same facts under LiteLLM's names too. */
  readonly litellm: boolean
}

/** What a response says of how it came about; flat. Values that are not printable ASCII are percent-encoded. */
export function replyHeaders(reply: Reply<OperationName>, { litellm }: HeaderOptions): string[] {
  const { requestId, deployment, group, failedAttempts, fallbacks, maxRetries, overheadMs, head } = reply
  const retries = failedAttempts.length === 0 ? 0 : failedAttempts.filter((attempt) => attempt.group === group).length
  const headers = ['x-request-id', requestId]
  headers.push('x-turnout-model-id', printable(deployment.id), 'x-turnout-model-group', printable(group))
  headers.push('x-turnout-attempted-retries', String(retries), 'x-turnout-attempted-fallbacks', String(fallbacks))
  if (retries > 0 && maxRetries !== undefined) headers.push('x-turnout-max-retries', String(maxRetries))
  headers.push('x-turnout-cache', 'off', 'x-turnout-overhead-ms', overheadMs.toFixed(2))
  if (reply.droppedParams.length > 0) headers.push('x-turnout-dropped-params', printable(reply.droppedParams.join(',')))
  if (litellm) headers.push('x-litellm-call-id', requestId, ...underLitellmNames(headers))
  for (const name in head.headers) {
    const value = head.headers[name]
    if (isLimitHeader(name, value)) headers.push(name, value)
  }
  return headers
}

/** The same facts as LiteLLM spells them. */
const underLitellmNames = (headers: readonly string[]): readonly string[] =>
  headers.slice(2).map((text, at) => (at % 2 === 0 ? text.replace('x-turnout-', 'x-litellm-') : text))

const isPrintable = (value: string): boolean => /^[\x20-\x7e]*$/.test(value)
const printable = (value: string): string => (isPrintable(value) ? value : encodeURIComponent(value.toWellFormed()))
