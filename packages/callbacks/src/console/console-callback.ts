import {
  type Callback,
  type Clock,
  type CooldownStarted,
  type RequestEnd,
  type RouterEvent,
  systemClock,
} from '@turnout/core'
import { Lines } from '../lines/lines.ts'

export interface ConsoleOptions {
  /** Where a line goes; default: standard error. */
  readonly write?: (line: string) => void
  readonly clock?: Clock
}

/**
 * One line a request, for people at a terminal: what was asked, who served, how long, what went wrong on the way; and one
 * for each cooldown.
 */
export function consoleCallback({ write, clock = systemClock }: ConsoleOptions = {}): Callback {
  if (write) return writingTo(write)
  const { stderr } = process
  if (stderr.isTTY) return writingTo((line) => void stderr.write(line))
  // Nobody sees it at once: each write is a call of the system.
  const lines = new Lines(stderr, clock)
  return {
    ...writingTo((line) => lines.add(line)),
    losses: () => ({ dropped: lines.dropped, failed: 0 }),
    close: () => lines.end(),
  }
}

const writingTo = (write: (line: string) => void): Callback => ({
  name: 'console',
  hears: ['request-end', 'cooldown-start'],
  on(event: RouterEvent) {
    if (event.type === 'request-end') write(`${describe(event)}\n`)
    if (event.type === 'cooldown-start') write(`${describeCooldown(event)}\n`)
  },
})

const describeCooldown = ({ requestId, deploymentId, group, kind, durationMs }: CooldownStarted): string =>
  `${requestId} ${deploymentId} of ${group} cools down for ${durationMs / 1000} s: ${kind}`

function describe(ended: RequestEnd): string {
  const { requestId, operation, model, group, durationMs, attempts, failure, usage, usageEstimated, cache, costUsd } =
    ended
  const asked = model === group ? model : `${model} → ${group}`
  const tried = attempts.map((attempt) => `${attempt.deploymentId}${attempt.failure ? ` ${attempt.failure.kind}` : ''}`)
  const steps = cache ? [`cache ${cache.status}`, ...tried] : tried
  const tokens = usage ? ` ${usageEstimated ? 'about ' : ''}${usage.total_tokens} tokens` : ''
  const cost = costUsd === undefined ? '' : ` ${dollars(costUsd)}`
  const outcome = failure ? `failed: ${failure.kind}` : 'ok'
  return `${requestId} ${operation} ${asked} ${outcome} ${Math.round(durationMs)} ms${tokens}${cost} [${steps.join(', ')}]`
}

/** Small amounts to two digits that say something: `$0.0012`. */
const dollars = (usd: number): string =>
  usd === 0 ? '$0' : `$${usd.toFixed(Math.min(12, Math.max(2, 1 - Math.floor(Math.log10(Math.abs(usd))))))}`
