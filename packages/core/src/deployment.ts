import type { ErrorPattern } from './errors/error-pattern.ts'
import type { JsonObject } from './json.ts'
import type { Feature } from './params/features.ts'
import type { ParamSettings } from './params/param-settings.ts'
import type { Secret } from './secret.ts'

/** USD a token. */
export interface Pricing {
  readonly inputPerToken: number
  readonly outputPerToken: number
}

/** One model at one provider under one key: the thing that is chosen, tried and cooled down. Plain, frozen data. */
export interface Deployment {
  /** Stable across reloads and instances. */
  readonly id: string
  /** The model group it belongs to (`model_name`). */
  readonly group: string
  /** The adapter's name: `openai`, `azure`, `anthropic`, … */
  readonly provider: string
  /** The model's name at the provider. */
  readonly model: string
  readonly apiBase?: string
  readonly apiKey?: Secret
  readonly apiVersion?: string
  readonly weight?: number
  /** Requests a minute. */
  readonly rpm?: number
  /** Tokens a minute. */
  readonly tpm?: number
  readonly maxParallelRequests?: number
  readonly timeoutMs?: number
  readonly streamTimeoutMs?: number
  readonly numRetries?: number
  /** How long it cools down, whatever its provider says; 0: never. */
  readonly cooldownTimeMs?: number
  /** LiteLLM's `mock_response`: answers with this, and no provider is asked. */
  readonly mockResponse?: string
  readonly tags: readonly string[]
  /** Lower ones serve first; the next level serves when a lower one is exhausted. */
  readonly order?: number
  /** Where it runs (`region_name`). */
  readonly region?: string
  /** What it costs; absent: unknown, which is not the same as free. */
  readonly pricing?: Pricing
  /** The longest prompt it takes, in tokens; absent: unknown. */
  readonly maxInputTokens?: number
  /** Request parameters this deployment adds where the request has none (`temperature`, …). */
  readonly defaults: JsonObject
  /** What becomes of parameters that its model does not have; absent: the request is refused. */
  readonly params?: ParamSettings
  /** What its model has or has not (`supports_vision`, `supported_openai_params`), before all that is known of it. */
  readonly features?: Partial<Readonly<Record<Feature, boolean>>>
  /** What errors of its provider mean, before all that is known of them; the first that fits counts. */
  readonly errorPatterns?: readonly ErrorPattern[]
  /** Keys and tokens that only its adapter understands (`azure_ad_token`, …). */
  readonly secrets: Readonly<Record<string, Secret>>
  /** What else only its adapter understands (`organization`, `simulated`, `extra_headers`, …). */
  readonly settings: JsonObject
  /** `model_info` as written. */
  readonly info: JsonObject
}
