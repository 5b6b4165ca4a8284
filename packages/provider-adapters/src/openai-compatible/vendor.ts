import type { Deployment, OperationName } from '@turnout/core'
import type { AnswerFix } from './answer/answer-fix.ts'
import type { Rewrite } from './request/rewrite.ts'
import type { TokenSource } from './token-source.ts'

/** What one vendor of OpenAI's wire format does its own way. What is absent passes on as it is, byte for byte. */
export interface Vendor {
  readonly name: string
  /** Used where a deployment gives no `api_base`. */
  readonly defaultBase?: string
  /** What it serves; default: all that OpenAI's own wire format has here. */
  readonly operations?: readonly OperationName[]
  /** Whether `stream_options` may be sent; default: yes, and usage is asked for. */
  readonly streamUsage?: boolean
  /** What chat requests need, in this order. */
  readonly request?: readonly Rewrite[]
  /** What chat answers need, in this order. */
  readonly answer?: readonly AnswerFix[]
  /** The model's name on the wire. */
  modelOf?(model: string): string
  /** Where no base is given but something else tells it. */
  baseOf?(deployment: Deployment): string | undefined
  /** Flat: name, value. Default: `authorization: Bearer KEY`, nothing without a key. */
  authHeaders?(deployment: Deployment): string[]
  /** Access that must be fetched, and goes before `authHeaders`. */
  readonly tokens?: TokenSource
  /** The path and query of an operation, after the base's own path. */
  pathOf?(deployment: Deployment, operationPath: string): string
}
