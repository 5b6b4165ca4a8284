import { type CacheUse, type DecisionRecord, IsoTime } from '@turnout/core'
import { attemptText } from './attempt-text.ts'
import { failureText } from './failure-text.ts'
import { FrequentTexts } from './frequent-texts.ts'
import { hundredthsText, numberText, quotedText, textList } from './json-text.ts'
import { usageText } from './usage-text.ts'

const what = new FrequentTexts(
  (model: string, operation: string, asked: string, group: string, stream: boolean) =>
    `,"operation":"${operation}","model":${quotedText(model)},"asked":${quotedText(asked)},"group":${quotedText(group)},"stream":${stream}`,
)

/** Each remembers its second. */
const [started, ended] = [new IsoTime(), new IsoTime()]

/** `decisionBody` without steps as JSON, by hand: making the object, and text of it, would take three times as long. */
export function recordText(record: DecisionRecord): string {
  const { model, wallMs, atMs, durationMs, overheadMs, attempts, failure, costUsd, cache } = record
  let text = `{"request_id":${quotedText(record.requestId)}`
  text += what.of(model, record.operation, record.asked, record.group, record.stream)
  text += `,"tags":${textList(record.tags)}`
  text += `,"started_at":"${started.of(wallMs - durationMs)}","ended_at":"${ended.of(wallMs)}"`
  text += `,"duration_ms":${hundredthsText(durationMs)}`
  text += `,"overhead_ms":${overheadMs === undefined ? 'null' : hundredthsText(overheadMs)}`
  text += failure ? `,"status":${numberText(failure.status)}` : ',"status":200'
  text += `,"error":${failureText(failure)},"usage":${usageText(record.usage)}`
  if (record.usageEstimated) text += ',"usage_estimated":true'
  text += `,"cost_usd":${costUsd === undefined ? 'null' : numberText(costUsd)}`
  text += `,"cache":${cache ? cacheText(cache) : 'null'},"fallbacks":${record.fallbacks},"attempts":[`
  for (let at = 0; at < attempts.length; at++) {
    const attempt = attempts[at]
    if (attempt) text += (at === 0 ? '' : ',') + attemptText(attempt, atMs - durationMs)
  }
  return `${text}]${callerText(record)}}`
}

function cacheText({ status, savedUsage, savedUsd }: CacheUse): string {
  const saved = savedUsage ? `,"saved_usage":${usageText(savedUsage)}` : ''
  return `{"status":"${status}"${saved}${savedUsd === undefined ? '' : `,"saved_usd":${numberText(savedUsd)}`}}`
}

/** What a caller brought: absent, mostly. */
function callerText({ trace, user, metadata, content }: DecisionRecord): string {
  let text = trace ? `,"trace_id":"${trace.traceId}","span_id":"${trace.spanId}"` : ''
  if (user !== undefined) text += `,"user":${quotedText(user)}`
  if (metadata) text += `,"metadata":${JSON.stringify(metadata)}`
  if (content) text += `,"request":${JSON.stringify(content.request)}`
  return content ? `${text},"response":${JSON.stringify(content.answer ?? null)}` : text
}
