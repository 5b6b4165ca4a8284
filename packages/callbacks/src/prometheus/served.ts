import type { AttemptRecord, RequestEnd } from '@turnout/core'
import { add, observe } from './metric.ts'
import { nobody, type Routes } from './routes.ts'
import { cellOf, latencyBoundsMs, overheadBoundsMs } from './sheet-shapes.ts'

const cell = {
  requests: cellOf('requests', 'litellm_proxy_total_requests_metric_total'),
  latency: cellOf('served', 'litellm_request_total_latency_metric'),
  api: cellOf('served', 'litellm_llm_api_latency_metric'),
  input: cellOf('served', 'litellm_input_tokens_metric_total'),
  output: cellOf('served', 'litellm_output_tokens_metric_total'),
  tokens: cellOf('served', 'litellm_total_tokens_metric_total'),
  firstToken: cellOf('streams', 'litellm_llm_api_time_to_first_token_metric'),
  attempts: cellOf('attempts', 'litellm_deployment_total_requests_total'),
  successes: cellOf('attempts', 'litellm_deployment_success_responses_total'),
  overhead: cellOf('groups', 'litellm_overhead_latency_metric'),
}

/** Counts requests that were answered. This is what nearly every request costs. */
export class Served {
  readonly #routes: Routes

  constructor(routes: Routes) {
    this.#routes = routes
  }

  ended(event: RequestEnd): void {
    const { attempts, usage, overheadMs } = event
    const attempt = serving(attempts)
    const route = this.#routes.of(event, attempt?.deploymentId ?? nobody)
    add(route.requests, cell.requests)
    observe(route.served, cell.latency, latencyBoundsMs, event.durationMs)
    if (usage) {
      add(route.served, cell.input, usage.prompt_tokens)
      add(route.served, cell.output, usage.completion_tokens)
      add(route.served, cell.tokens, usage.total_tokens)
    }
    if (overheadMs !== undefined) observe(route.group, cell.overhead, overheadBoundsMs, overheadMs)
    if (attempt && route.attempts) {
      const { startedMs, endedMs, firstContentMs } = attempt
      add(route.attempts, cell.attempts)
      add(route.attempts, cell.successes)
      observe(route.served, cell.api, latencyBoundsMs, endedMs - startedMs)
      if (route.streams && firstContentMs !== undefined)
        observe(route.streams, cell.firstToken, latencyBoundsMs, firstContentMs - startedMs)
    }
  }
}

/** The last that did not fail. */
function serving(attempts: readonly AttemptRecord[]): AttemptRecord | undefined {
  for (let at = attempts.length - 1; at >= 0; at--) if (!attempts[at]?.failure) return attempts[at]
  return undefined
}
