import type { ErrorKind, Fault } from '@turnout/core'
import type { ErrorBody } from './error-body.ts'

/** What an error means. All that a rule names has to fit; of several rules the first counts. */
export interface ErrorRule {
  /** By the adapters' names; absent: whoever says it. */
  readonly providers?: readonly string[]
  /** Absent: any. */
  readonly statuses?: readonly number[]
  /** One of these codes, types, classes or reasons; capitals, `_`, `-` and a final `Exception` do not matter. */
  readonly words?: readonly string[]
  /** One of these in its message. */
  readonly text?: RegExp | readonly RegExp[]
  readonly kind: ErrorKind
  /** Where it is not the kind's. */
  readonly fault?: Fault
  /** False: the same request would fail there again, however long one waits. */
  readonly worthRetrying?: false
}

/** An error as rules look at it. */
export interface ErrorSeen {
  readonly provider: string
  readonly status: number
  readonly said: ErrorBody
}

/** More of a message is not read. */
const longestText = 4_000

/** The first of the rules that fits. */
export function ruleFor(rules: readonly ErrorRule[], { provider, status, said }: ErrorSeen): ErrorRule | undefined {
  const words = new Set(said.words.map(plainWord))
  const message = said.message.slice(0, longestText)
  return rules.find(
    (rule) =>
      (!rule.providers || rule.providers.includes(provider)) &&
      (!rule.statuses || rule.statuses.includes(status)) &&
      (!rule.words || rule.words.some((word) => words.has(plainWord(word)))) &&
      (!rule.text || [rule.text].flat().some((text) => text.test(message))),
  )
}

const plainWord = (word: string): string =>
  word
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/exception$/, '')
