import type { Paint } from '../check/paint.ts'
import { amount, counted, dollars, duration } from './amounts.ts'
import type { NameOf } from './names.ts'
import { clipped } from './text-lines.ts'
import type { ToldAttempt, ToldFailure } from './told.ts'

const longestMessage = 160

/** What became of an attempt, in words. Only of a `stream` the first token came before the end. */
export function outcomeOf(attempt: ToldAttempt, stream: boolean, nameOf: NameOf): string {
  const { deployment_id: id, provider, duration_ms: tookMs, first_content_ms: firstMs, error } = attempt
  const facts = [stream ? firstTokenOf(attempt) : '', tokensOf(attempt), costOf(attempt), droppedOf(attempt)].filter(
    (fact) => fact !== '',
  )
  const name = nameOf(id, provider)
  if (!error) return [`${name} answered in ${duration(tookMs)}`, ...facts].join(', ')
  if (error.kind === 'cancelled')
    return `${name} was stopped after ${duration(tookMs)}: ${clipped(error.message, longestMessage)}`
  const how = typeof firstMs === 'number' ? 'broke off' : 'failed'
  return `${[`${name} ${how} after ${duration(tookMs)}`, ...facts].join(', ')}: ${clipped(error.kind, 40)}, ${messageOf(error)}`
}

/** Green, red, or neither. */
export const paintOutcome = ({ error }: ToldAttempt, paint: Paint, line: string): string => {
  if (!error) return paint('green', line)
  return paint(error.kind === 'cancelled' ? 'dim' : 'red', line)
}

/** A failure's message, quoted: it is often somebody else's. */
export const messageOf = ({ message }: ToldFailure): string => `“${clipped(message, longestMessage)}”`

const firstTokenOf = ({ first_content_ms: firstMs, start_ms: startMs }: ToldAttempt): string =>
  typeof firstMs === 'number' ? `first token after ${duration(firstMs - startMs)}` : ''

/** `429 (none-available)`. */
export const statusOf = ({ status, kind }: ToldFailure): string =>
  status === undefined ? clipped(kind, 40) : `${status} (${clipped(kind, 40)})`

interface Used {
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number } | null | undefined
  readonly usage_estimated?: boolean | undefined
  readonly cost_usd?: number | null | undefined
}

/** `812 tokens in, 120 out`; empty where nobody knows. */
export function tokensOf({ usage, usage_estimated: estimated }: Used): string {
  if (!usage) return ''
  return `${estimated ? 'about ' : ''}${counted(usage.prompt_tokens, 'token')} in, ${amount(usage.completion_tokens)} out`
}

export const costOf = ({ cost_usd: usd }: Used): string => (typeof usd === 'number' ? dollars(usd) : '')

const droppedOf = ({ dropped_params: dropped = [] }: ToldAttempt): string =>
  dropped.length === 0 ? '' : `without ${clipped(dropped.join(' and '), 60)}`
