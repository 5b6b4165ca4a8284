import type { AttemptRecord } from '@turnout/core'
import { failureText } from './failure-text.ts'
import { FrequentTexts } from './frequent-texts.ts'
import { hundredthsText, numberText, quotedText, textList } from './json-text.ts'
import { usageText } from './usage-text.ts'

const who = new FrequentTexts(
  (deploymentId: string, group: string, provider: string) =>
    `,"group":${quotedText(group)},"deployment_id":${quotedText(deploymentId)},"provider":${quotedText(provider)}`,
)

/** An attempt as `decisionBody` has it. */
export function attemptText(attempt: AttemptRecord, startMs: number): string {
  const { attemptId, startedMs, endedMs, firstContentMs, droppedParams, usage, costUsd, spanId, failure } = attempt
  let text = `{"attempt_id":${quotedText(attemptId)}${who.of(attempt.deploymentId, attempt.group, attempt.provider)}`
  text += `,"start_ms":${hundredthsText(startedMs - startMs)},"duration_ms":${hundredthsText(endedMs - startedMs)}`
  text += `,"first_content_ms":${firstContentMs === undefined ? 'null' : hundredthsText(firstContentMs - startMs)}`
  if (attempt.hedge) text += ',"hedge":true'
  if (droppedParams) text += `,"dropped_params":${textList(droppedParams)}`
  text += `,"usage":${usageText(usage)}`
  if (attempt.usageEstimated) text += ',"usage_estimated":true'
  text += `,"cost_usd":${costUsd === undefined ? 'null' : numberText(costUsd)}`
  if (spanId) text += `,"span_id":"${spanId}"`
  return failure ? `${text},"error":${failureText(failure)}}` : `${text},"error":null}`
}
