import type { Callback, RequestEnd, RouterEvent } from '@turnout/core'

export interface ConsoleOptions {
  /** Where a line goes; default: standard error. */
  readonly write?: (line: string) => void
}

/** One line a request, for people at a terminal: what was asked, who served, how long, what went wrong on the way. */
export function consoleCallback({ write = (line) => process.stderr.write(line) }: ConsoleOptions = {}): Callback {
  return {
    name: 'console',
    on(event: RouterEvent) {
      if (event.type === 'request-end') write(`${describe(event)}\n`)
    },
  }
}

function describe({ requestId, operation, model, group, durationMs, attempts, failure, usage }: RequestEnd): string {
  const asked = model === group ? model : `${model} → ${group}`
  const steps = attempts.map((attempt) => `${attempt.deploymentId}${attempt.failure ? ` ${attempt.failure.kind}` : ''}`)
  const tokens = usage ? ` ${usage.total_tokens} tokens` : ''
  const outcome = failure ? `failed: ${failure.kind}` : 'ok'
  return `${requestId} ${operation} ${asked} ${outcome} ${Math.round(durationMs)} ms${tokens} [${steps.join(', ')}]`
}
