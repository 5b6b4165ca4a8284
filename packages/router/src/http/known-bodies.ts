import type { OperationName } from '@turnout/core'
import type { ParsedBody } from './parse-body.ts'

/** Longer ones are not remembered. */
const longestText = 16 * 1024
/** How many texts come into one table before the next is begun. */
const textsATable = 512

type Known = { readonly [O in OperationName]?: ParsedBody<O> }

/**
 * Bodies that have come before, by their text: who asks the same again need not have it parsed again. What is remembered
 * cannot be changed any more. Two tables in turn hold the texts of late; the older ones go with the second.
 */
export class KnownBodies {
  #young = new Map<string, Known>()
  #old = new Map<string, Known>()
  readonly #requests = new WeakSet<object>()

  get<O extends OperationName>(operation: O, text: string): ParsedBody<O> | undefined {
    const young = this.#young.get(text)
    if (young) return young[operation]
    const old = this.#old.get(text)
    if (old) this.#add(text, old)
    return old?.[operation]
  }

  remember<O extends OperationName>(operation: O, text: string, body: ParsedBody<O>): void {
    if (text.length > longestText || !isFrozen(body.request)) return
    this.#requests.add(body.request)
    this.#add(text, { [operation]: body })
  }

  /** Whether this very request is remembered: then it is what it was. */
  has(request: object): boolean {
    return this.#requests.has(request)
  }

  #add(text: string, known: Known): void {
    if (this.#young.size >= textsATable) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(text, known)
  }
}

/** Freezes all of it, if it is not too deep for that. */
function isFrozen(value: object): boolean {
  try {
    deepFreeze(value)
    return true
  } catch {
    return false
  }
}

function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  Object.freeze(value)
  for (const inner of Object.values(value)) deepFreeze(inner)
}
