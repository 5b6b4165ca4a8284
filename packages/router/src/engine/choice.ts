import type { ChoiceContext, Deployment, OperationName, RequestOf } from '@turnout/core'
import type { Ask } from './ask.ts'
import type { Engine } from './engine.ts'
import { refusedParams } from './fit.ts'
import { inputTokensOf } from './token-estimate.ts'

/** What filters and strategies may know of a request, now. */
export class Choice implements ChoiceContext {
  readonly operation: OperationName
  readonly request: RequestOf<OperationName>
  readonly requestId: string
  readonly stream: boolean
  readonly tags: readonly string[]
  readonly region: string | undefined
  readonly group: string
  readonly hints: unknown
  readonly nowMs: number
  readonly random: () => number
  /** Nothing comes of it: somebody wants to know what would. */
  readonly isImagined: boolean
  readonly #engine: Engine
  readonly #ask: Ask<OperationName>

  constructor(engine: Engine, ask: Ask<OperationName>, group: string, hints: unknown) {
    this.operation = ask.operation
    this.request = ask.request
    this.requestId = ask.requestId
    this.stream = ask.stream
    this.tags = ask.tags
    this.region = ask.region
    this.group = group
    this.hints = hints
    this.nowMs = engine.now.read()
    this.random = engine.runtime.random
    this.isImagined = engine.isImagined === true
    this.#engine = engine
    this.#ask = ask
  }

  inputTokens(): number {
    return inputTokensOf(this.#ask)
  }

  fitsWindow(deployment: Deployment): boolean {
    return this.#engine.windows?.fits(this.#ask, deployment) ?? true
  }

  unsupportedParams(deployment: Deployment): readonly string[] {
    return refusedParams(this.#engine, this.#ask, deployment)
  }
}
