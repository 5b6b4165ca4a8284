import type { Json } from '@turnout/core'
import type { Instances } from './engine/assemble.ts'
import type { ProblemListener } from './tell-problems.ts'

/** One deployment of a group (LiteLLM's `litellm_params` and `model_info` in camelCase). */
export interface ModelOptions {
  /** The group's name: what callers ask for. */
  readonly modelName: string
  readonly litellmParams: {
    /** `provider/model`, or a name that tells its provider (`gpt-4`, `claude-…`). */
    readonly model: string
    readonly apiKey?: string
    readonly apiBase?: string
    readonly apiVersion?: string
    readonly weight?: number
    readonly rpm?: number
    readonly tpm?: number
    readonly maxParallelRequests?: number
    /** Seconds. */
    readonly timeout?: number
    /** Seconds. */
    readonly streamTimeout?: number
    readonly numRetries?: number
    readonly tags?: readonly string[]
    readonly [param: string]: unknown
  }
  readonly modelInfo?: { readonly id?: string; readonly [fact: string]: unknown }
  /** Requests a minute. */
  readonly rpm?: number
  /** Tokens a minute. */
  readonly tpm?: number
}

type FallbackList = readonly Readonly<Record<string, readonly string[] | string>>[]

/** The seed's Router options in camelCase, and instances of your own. Times are in seconds, as on the seed page. */
export interface RouterOptions extends Instances {
  /** Hears warnings and notes about these options; default: warnings are the process's (`TurnoutWarning`). */
  readonly onProblem?: ProblemListener
  readonly modelList: readonly ModelOptions[]
  readonly modelGroupAlias?: Readonly<Record<string, string | { readonly model: string; readonly hidden?: boolean }>>
  readonly routingStrategy?: string
  readonly routingStrategyArgs?: Readonly<Record<string, Json>>
  readonly numRetries?: number
  readonly retryAfter?: number
  readonly timeout?: number
  readonly streamTimeout?: number
  /** Bounds a whole request. */
  readonly deadline?: number
  readonly fallbacks?: FallbackList
  readonly defaultFallbacks?: readonly string[]
  readonly contextWindowFallbacks?: FallbackList
  readonly contentPolicyFallbacks?: FallbackList
  readonly maxFallbacks?: number
}

/** The names that a router with these options answers to; `string` where the list is not literal. */
export type GroupOf<O extends Pick<RouterOptions, 'modelList' | 'modelGroupAlias'>> =
  | O['modelList'][number]['modelName']
  | (O extends { readonly modelGroupAlias: infer A } ? Extract<keyof A, string> : never)
