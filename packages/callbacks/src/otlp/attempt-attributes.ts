import type { AttemptRecord } from '@turnout/core'
import { decimalAttribute, doubleAttribute, flagAttribute, listAttribute, textAttribute } from './attribute.ts'
import { usageAttributes } from './usage-attributes.ts'

const stream = flagAttribute('gen_ai.request.stream')
/** In seconds, to the microsecond. */
const timeToFirstChunk = decimalAttribute('gen_ai.response.time_to_first_chunk', 6)
const errorType = textAttribute('error.type')
const cost = doubleAttribute('turnout.cost_usd')
const estimated = flagAttribute('turnout.usage_estimated')
const isHedge = flagAttribute('turnout.hedge')
const dropped = listAttribute('turnout.dropped_params')

/** What one attempt was, besides what all of its deployment are. */
export function attemptAttributes(attempt: AttemptRecord, isStream: boolean): string {
  const { startedMs, firstContentMs, usage, costUsd } = attempt
  let text = attemptMarks(attempt, isStream)
  if (isStream && firstContentMs !== undefined) text += timeToFirstChunk((firstContentMs - startedMs) / 1_000)
  if (usage) text += usageAttributes(usage)
  if (costUsd !== undefined) text += cost(costUsd)
  return text
}

/** The same without its numbers, for a receiver that has other words for them. */
export function attemptMarks(
  { usageEstimated, failure, hedge, droppedParams }: AttemptRecord,
  isStream: boolean,
): string {
  let text = isStream ? stream : ''
  if (usageEstimated) text += estimated
  if (failure) text += errorType(failure.kind)
  if (hedge) text += isHedge
  if (droppedParams?.length) text += dropped(droppedParams)
  return text
}
