import type { ChoiceContext, Deployment, OperationName, PrepareContext, RequestOf } from '@turnout/core'
import { frozenCopy } from '../frozen-copy.ts'

/**
 * A choice as a strategy of somebody's own sees it: nothing that it does to it reaches the request, which may be the
 * caller's own object. The copy is made when it is looked at.
 */
export class ShownChoice implements ChoiceContext {
  readonly operation: OperationName
  readonly stream: boolean
  readonly tags: readonly string[]
  readonly region: string | undefined
  readonly group: string
  readonly hints: unknown
  readonly requestId: string
  readonly nowMs: number
  readonly random: () => number
  readonly #context: ChoiceContext
  #request: RequestOf<OperationName> | undefined

  constructor(context: ChoiceContext) {
    this.operation = context.operation
    this.stream = context.stream
    this.tags = frozenCopy(context.tags)
    this.region = context.region
    this.group = context.group
    this.hints = context.hints
    this.requestId = context.requestId
    this.nowMs = context.nowMs
    this.random = context.random
    this.#context = context
    Object.freeze(this)
  }

  get request(): RequestOf<OperationName> {
    this.#request ??= frozenCopy(this.#context.request)
    return this.#request
  }

  inputTokens(): number {
    return this.#context.inputTokens()
  }

  fitsWindow(deployment: Deployment): boolean {
    return this.#context.fitsWindow(deployment)
  }

  unsupportedParams(deployment: Deployment): readonly string[] {
    return this.#context.unsupportedParams(deployment)
  }
}

/** The same before there are candidates. */
export const shownBefore = (context: PrepareContext): PrepareContext =>
  Object.freeze({ ...context, request: frozenCopy(context.request) })
