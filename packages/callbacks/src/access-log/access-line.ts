import type { AttemptRecord, RequestEnd, RequestRefused } from '@turnout/core'
import { quoted } from './quoted.ts'

/** A request that was served or failed, as one line of JSON. */
export function endedLine(time: string, event: RequestEnd, who: string): string {
  const { requestId, durationMs, overheadMs, stream, usage, failure, cache } = event
  let line = `{"time":"${time}","id":${quoted(requestId)}${who}`
  if (failure) line += failed(failure)
  if (cache) line += `,"cache":"${cache.status}"`
  line += `,"duration_ms":${rounded(durationMs)}`
  if (overheadMs !== undefined) line += `,"overhead_ms":${rounded(overheadMs)}`
  const firstMs = stream ? firstContentMs(event) : undefined
  if (firstMs !== undefined) line += `,"ttft_ms":${rounded(firstMs)}`
  if (usage) line += `,"tokens_in":${usage.prompt_tokens},"tokens_out":${usage.completion_tokens}`
  return event.usageEstimated ? `${line},"tokens_estimated":true}\n` : `${line}}\n`
}

/** What many lines have in common: what was asked, who served, and how it ended where that was well. */
export function whoServed({ operation, model, group, stream, attempts, fallbacks, failure }: RequestEnd): string {
  const who = servedBy(attempts)
  const by = who ? `,"deployment":${quoted(who.deploymentId)},"provider":${quoted(who.provider)}` : ''
  const asked = `,"operation":"${operation}","model":${quoted(model)},"group":${quoted(group)}${by},"stream":${stream}`
  return `${asked},"attempts":${attempts.length},"fallbacks":${fallbacks}${failure ? '' : ',"status":200'}`
}

/** Who did not fail, though one that was slower may have been cancelled after it; else whoever was asked last. */
const servedBy = (attempts: readonly AttemptRecord[]): AttemptRecord | undefined =>
  attempts.findLast(({ failure }) => !failure) ?? attempts.at(-1)

/** A request that was not taken. */
export function refusedLine(time: string, { requestId, operation, model, failure }: RequestRefused): string {
  const asked = model === undefined ? '' : `,"model":${quoted(model)}`
  return `{"time":"${time}","id":${quoted(requestId)},"operation":"${operation}"${asked}${failed(failure)}}\n`
}

export const droppedLine = (time: string, count: number): string => `{"time":"${time}","dropped":${count}}\n`

const failed = ({ kind, status, code }: RequestRefused['failure']): string =>
  `,"status":${status},"failure":"${kind}","code":${quoted(code)}`

/** From the request's start to the first content of whoever spoke last. */
function firstContentMs({ attempts, atMs, durationMs }: RequestEnd): number | undefined {
  const spokeMs = attempts.findLast((attempt) => attempt.firstContentMs !== undefined)?.firstContentMs
  return spokeMs === undefined ? undefined : spokeMs - (atMs - durationMs)
}

/** To a hundredth. */
const rounded = (ms: number): number => Math.round(ms * 100) / 100
