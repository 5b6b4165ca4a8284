import type { AttemptRecord, OperationName } from '@turnout/core'
import type { CacheMark } from '../engine/cache-mark.ts'
import type { Reply } from '../engine/reply.ts'
import { isLimitHeader } from './limit-header.ts'

export interface HeaderOptions {
  /** The same facts under LiteLLM's names too. */
  readonly litellm: boolean
  /** A plain answer: it is known what it cost. */
  readonly whole?: boolean
}

/** What a response says of how it came about; flat. Values that are not printable ASCII are percent-encoded. */
export function replyHeaders(reply: Reply<OperationName>, { litellm, whole }: HeaderOptions): string[] {
  const { requestId, deployment, group, failedAttempts, fallbacks, maxRetries, overheadMs, head, cache } = reply
  const retries =
    failedAttempts.length === 0 ? 0 : failedAttempts.filter((one) => one.group === group && !isBeside(one)).length
  const headers = ['x-request-id', requestId]
  headers.push('x-turnout-model-id', printable(deployment.id), 'x-turnout-model-group', printable(group))
  headers.push('x-turnout-attempted-retries', String(retries), 'x-turnout-attempted-fallbacks', String(fallbacks))
  if (retries > 0 && maxRetries !== undefined) headers.push('x-turnout-max-retries', String(maxRetries))
  headers.push('x-turnout-cache', cache?.status ?? 'off', 'x-turnout-overhead-ms', overheadMs.toFixed(2))
  if (cache) addCache(headers, cache)
  const costUsd = whole ? reply.costUsd : undefined
  if (costUsd !== undefined) headers.push('x-turnout-response-cost', decimal(costUsd))
  if (reply.droppedParams.length > 0) headers.push('x-turnout-dropped-params', printable(reply.droppedParams.join(',')))
  if (litellm) headers.push('x-litellm-call-id', requestId, ...underLitellmNames(headers, cache))
  for (const name in head.headers) {
    const value = head.headers[name]
    if (isLimitHeader(name, value)) headers.push(name, value)
  }
  return headers
}

/** Of two at a time, the one that nothing was tried after. */
const isBeside = ({ hedge, failure }: AttemptRecord): boolean => hedge === true || failure?.kind === 'cancelled'

function addCache(headers: string[], { key, similarity }: CacheMark): void {
  headers.push('x-turnout-cache-key', key)
  if (similarity !== undefined) headers.push('x-turnout-semantic-similarity', similarity.toFixed(4))
}

/** The same facts as LiteLLM spells them. It names the key of a hit only: that is how its clients know one. */
function underLitellmNames(headers: readonly string[], cache: CacheMark | undefined): readonly string[] {
  const told = headers.slice(2).map((text, at) => (at % 2 === 0 ? text.replace('x-turnout-', 'x-litellm-') : text))
  const key = cache?.status === 'hit' ? -1 : told.indexOf('x-litellm-cache-key')
  return key === -1 ? told : told.toSpliced(key, 2)
}

/** Without an exponent: to 20 places, which is more than prices have. */
const decimal = (value: number): string => {
  const text = String(value)
  return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text
}

const isPrintable = (value: string): boolean => /^[\x20-\x7e]*$/.test(value)
const printable = (value: string): string => (isPrintable(value) ? value : encodeURIComponent(value.toWellFormed()))
