import type { AttemptRecord, RequestEnd, Usage } from '@turnout/core'
import type { Gauges } from './gauges.ts'
import { add, observe } from './metric.ts'
import { nobody, type Routes } from './routes.ts'
import { cellOf, latencyBoundsMs, overheadBoundsMs, perTokenBoundsMs } from './sheet-shapes.ts'

const cell = {
  requests: cellOf('requests', 'litellm_proxy_total_requests_metric_total'),
  latency: cellOf('served', 'litellm_request_total_latency_metric'),
  api: cellOf('served', 'litellm_llm_api_latency_metric'),
  input: cellOf('served', 'litellm_input_tokens_metric_total'),
  output: cellOf('served', 'litellm_output_tokens_metric_total'),
  tokens: cellOf('served', 'litellm_total_tokens_metric_total'),
  cached: cellOf('served', 'litellm_input_cached_tokens_metric_total'),
  reasoning: cellOf('served', 'litellm_output_reasoning_tokens_metric_total'),
  spend: cellOf('served', 'litellm_spend_metric_total'),
  perToken: cellOf('perToken', 'litellm_deployment_latency_per_output_token'),
  firstToken: cellOf('streams', 'litellm_llm_api_time_to_first_token_metric'),
  attempts: cellOf('attempts', 'litellm_deployment_total_requests_total'),
  successes: cellOf('attempts', 'litellm_deployment_success_responses_total'),
  overhead: cellOf('groups', 'litellm_overhead_latency_metric'),
}

/** Counts requests that were answered. This is what nearly every request costs. */
export class Served {
  readonly #routes: Routes
  readonly #gauges: Gauges

  constructor(routes: Routes, gauges: Gauges) {
    this.#routes = routes
    this.#gauges = gauges
  }

  ended(event: RequestEnd): void {
    const { attempts, usage, overheadMs } = event
    const attempt = serving(attempts)
    const route = this.#routes.of(event, attempt?.deploymentId ?? nobody)
    add(route.requests, cell.requests)
    observe(route.served, cell.latency, latencyBoundsMs, event.durationMs)
    if (usage) countTokens(route.served, usage)
    if (overheadMs !== undefined) observe(route.group, cell.overhead, overheadBoundsMs, overheadMs)
    if (attempt && route.attempts) {
      const { startedMs, endedMs, firstContentMs, costUsd } = attempt
      add(route.attempts, cell.attempts)
      add(route.attempts, cell.successes)
      observe(route.served, cell.api, latencyBoundsMs, endedMs - startedMs)
      if (costUsd !== undefined) add(route.served, cell.spend, costUsd)
      if (route.perToken && usage && usage.completion_tokens > 0)
        observe(route.perToken, cell.perToken, perTokenBoundsMs, (endedMs - startedMs) / usage.completion_tokens)
      this.#gauges.served(attempt.deploymentId)
      if (route.streams && firstContentMs !== undefined)
        observe(route.streams, cell.firstToken, latencyBoundsMs, firstContentMs - startedMs)
    }
  }
}

function countTokens(row: Float64Array, usage: Usage): void {
  add(row, cell.input, usage.prompt_tokens)
  add(row, cell.output, usage.completion_tokens)
  add(row, cell.tokens, usage.total_tokens)
  const cached = usage.prompt_tokens_details?.cached_tokens
  if (cached) add(row, cell.cached, cached)
  const reasoning = usage.completion_tokens_details?.reasoning_tokens
  if (reasoning) add(row, cell.reasoning, reasoning)
}

/** The last that did not fail. */
function serving(attempts: readonly AttemptRecord[]): AttemptRecord | undefined {
  for (let at = attempts.length - 1; at >= 0; at--) if (!attempts[at]?.failure) return attempts[at]
  return undefined
}
