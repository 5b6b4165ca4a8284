import type { DecisionRecord } from '@turnout/core'
import {
  decimalAttribute,
  doubleAttribute,
  flagAttribute,
  intAttribute,
  listAttribute,
  textAttribute,
} from './attribute.ts'

const requestId = textAttribute('turnout.request.id')
const stream = flagAttribute('turnout.stream')
const attempts = intAttribute('turnout.attempts')
const fallbacks = intAttribute('turnout.fallbacks')
const overhead = decimalAttribute('turnout.overhead_ms', 3)
const cost = doubleAttribute('turnout.cost_usd')
const cache = textAttribute('turnout.cache')
const savedUsd = doubleAttribute('turnout.saved_usd')
const tags = listAttribute('turnout.tags')
const status = intAttribute('turnout.status')
const errorType = textAttribute('error.type')
const user = textAttribute('user.id')

/** What became of a request: our own words, since its attempts are the calls of models. */
export function requestAttributes(record: DecisionRecord): string {
  const { overheadMs, costUsd, failure } = record
  let text = requestId(record.requestId)
  if (record.stream) text += stream
  if (record.attempts.length !== 1) text += attempts(record.attempts.length)
  if (record.fallbacks > 0) text += fallbacks(record.fallbacks)
  if (overheadMs !== undefined) text += overhead(overheadMs)
  if (costUsd !== undefined) text += cost(costUsd)
  if (record.cache) text += cache(record.cache.status)
  if (record.cache?.savedUsd !== undefined) text += savedUsd(record.cache.savedUsd)
  if (record.tags.length > 0) text += tags(record.tags)
  if (record.user !== undefined) text += user(record.user)
  if (failure) text += status(failure.status) + errorType(failure.kind)
  return text
}
