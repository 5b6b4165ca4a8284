import { cellsOf, type Metric } from './metric.ts'

/** Metrics that have the same labels. */
export interface SheetShape {
  readonly labels: readonly string[]
  readonly metrics: readonly Metric[]
}

/** From 5 ms to 5 minutes. */
export const latencyBoundsMs = [
  ...[5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000],
]
/** From half a millisecond to a second. */
export const perTokenBoundsMs = [0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000]
/** From 50 µs to half a second. */
export const overheadBoundsMs = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 500]

const counter = (name: string, help: string): Metric => ({ name, help, type: 'counter' })
const gauge = (name: string, help: string): Metric => ({ name, help, type: 'gauge' })
/** Of several processes, the largest. */
const largest = (name: string, help: string): Metric => ({ ...gauge(name, help), combine: 'max' })
const latency = (name: string, help: string): Metric => ({
  ...{ name, help, type: 'histogram', boundsMs: latencyBoundsMs },
})

const deployment = ['model_group', 'litellm_model_name', 'model_id', 'api_provider'] as const
const served = ['requested_model', 'model_group', 'model', 'model_id', 'api_provider', 'operation', 'stream'] as const
const failure = ['exception_class', 'exception_status', 'kind'] as const

/** Everything that is counted; names as LiteLLM's where it counts the same. The order is that of the text. */
export const sheetShapes = {
  requests: {
    labels: ['requested_model', 'operation', 'status_code'],
    metrics: [
      counter('litellm_proxy_total_requests_metric_total', 'Requests, by the status that the client was told.'),
    ],
  },
  failures: {
    labels: ['requested_model', 'operation', ...failure],
    metrics: [counter('litellm_proxy_failed_requests_metric_total', 'Requests that failed, as the client was told.')],
  },
  served: {
    labels: served,
    metrics: [
      latency('litellm_request_total_latency_metric', 'Seconds from a request to the end of its answer.'),
      latency('litellm_llm_api_latency_metric', 'Seconds that the attempt took which served a request.'),
      counter('litellm_input_tokens_metric_total', 'Tokens of prompts that were answered.'),
      counter('litellm_output_tokens_metric_total', 'Tokens of answers.'),
      counter('litellm_total_tokens_metric_total', 'Tokens of prompts that were answered, and of the answers.'),
      counter(
        'litellm_input_cached_tokens_metric_total',
        'Tokens of prompts that the provider had in its prompt cache; of the input tokens.',
      ),
      counter('litellm_output_reasoning_tokens_metric_total', 'Tokens of reasoning; of the output tokens.'),
      counter('litellm_spend_metric_total', 'US dollars, where usage and prices are known; failed attempts, too.'),
    ],
  },
  streams: {
    labels: served,
    metrics: [
      latency(
        'litellm_llm_api_time_to_first_token_metric',
        'Seconds from the start of the attempt that served a stream to its first content.',
      ),
    ],
  },
  cache: {
    labels: ['requested_model', 'operation'],
    metrics: [
      counter('litellm_cache_hits_metric_total', 'Requests that the response cache answered.'),
      counter(
        'litellm_cache_misses_metric_total',
        'Requests for which the response cache had no answer, or only a part.',
      ),
      counter('litellm_cached_tokens_metric_total', 'Tokens, of prompts and answers, that the response cache saved.'),
      counter('turnout_cache_saved_usd_total', 'US dollars that the response cache saved, where the prices are known.'),
    ],
  },
  attempts: {
    labels: ['requested_model', ...deployment],
    metrics: [
      counter('litellm_deployment_total_requests_total', 'Attempts.'),
      counter('litellm_deployment_success_responses_total', 'Attempts that served.'),
    ],
  },
  failedAttempts: {
    labels: ['requested_model', ...deployment, ...failure],
    metrics: [counter('litellm_deployment_failure_responses_total', 'Attempts that failed; not those cancelled.')],
  },
  cooldowns: {
    labels: [...deployment, 'exception_status', 'kind'],
    metrics: [counter('litellm_deployment_cooled_down_total', 'Cooldowns that began.')],
  },
  fallbacks: {
    labels: ['requested_model', 'fallback_model', 'exception_class', 'exception_status'],
    metrics: [
      counter('litellm_deployment_successful_fallbacks_total', 'Requests that another group served.'),
      counter('litellm_deployment_failed_fallbacks_total', 'Requests that failed in another group, too.'),
    ],
  },
  groups: {
    labels: ['model_group'],
    metrics: [
      {
        ...{ name: 'litellm_overhead_latency_metric', type: 'histogram', boundsMs: overheadBoundsMs },
        help: 'Seconds of the router itself before an answer, without attempts and waits.',
      },
      counter('turnout_retries_total', 'Attempts after one that failed in the same group.'),
      counter('turnout_hedged_attempts_total', 'Attempts beside one that was slow.'),
      counter('turnout_strategy_faults_total', 'Choices of which the routing strategy made nothing.'),
    ],
  },
  perToken: {
    labels: deployment,
    metrics: [
      {
        ...{ name: 'litellm_deployment_latency_per_output_token', type: 'histogram', boundsMs: perTokenBoundsMs },
        help: 'Seconds that an attempt which served took for each token of its answer.',
      },
    ],
  },
  states: {
    labels: deployment,
    metrics: [
      largest(
        'litellm_deployment_state',
        '0: the last attempt served, or there was none; 1: it failed; 2: it cools down.',
      ),
    ],
  },
  tpmLimits: {
    labels: deployment,
    metrics: [largest('litellm_deployment_tpm_limit', 'Tokens a minute, where `tpm` is configured.')],
  },
  rpmLimits: {
    labels: deployment,
    metrics: [largest('litellm_deployment_rpm_limit', 'Requests a minute, where `rpm` is configured.')],
  },
  callbacks: {
    labels: ['callback'],
    metrics: [
      counter('turnout_callback_dropped_total', 'Events that a callback had no room for.'),
      counter('turnout_callback_failed_total', 'Events that a callback could not pass on, or failed at.'),
    ],
  },
  process: {
    labels: [],
    metrics: [
      gauge('turnout_requests_running', 'Requests that have begun and not ended.'),
      counter('turnout_requests_shed_total', 'Requests refused because there was more to do than the process can.'),
      counter('turnout_store_lost_total', 'How often the shared store was lost.'),
      { ...gauge('turnout_store_is_lost', '1 while the shared store does not answer.'), combine: 'max' },
      counter('turnout_cache_lost_total', 'How often the response cache was lost.'),
      { ...gauge('turnout_cache_is_lost', '1 while the response cache does not answer.'), combine: 'max' },
      counter('turnout_process_cpu_seconds_total', 'CPU time, user and system.'),
      gauge('turnout_process_resident_memory_bytes', 'Memory that the process holds.'),
      counter('turnout_event_loop_busy_seconds_total', 'Time that the event loop did not wait.'),
      {
        ...gauge('turnout_event_loop_lag_seconds', 'The most that a timer was late since the metrics were read last.'),
        combine: 'max',
      },
    ],
  },
} as const satisfies Readonly<Record<string, SheetShape>>

export type SheetName = keyof typeof sheetShapes

export const sheetNames: readonly SheetName[] = Object.keys(sheetShapes).filter(
  (name): name is SheetName => name in sheetShapes,
)

type MetricName<S extends SheetName> = (typeof sheetShapes)[S]['metrics'][number]['name']

/** Where the numbers of a metric begin in a row of its sheet. */
export function cellOf<S extends SheetName>(sheet: S, name: MetricName<S>): number {
  let at = 0
  const metrics: readonly Metric[] = sheetShapes[sheet].metrics
  for (const metric of metrics) {
    if (metric.name === name) return at
    at += cellsOf(metric)
  }
  throw new Error(`${sheet} has no ${name}.`)
}
