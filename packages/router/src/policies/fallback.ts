import { withoutProvider } from '@turnout/config-loader'
import {
  type ErrorKind,
  errorTable,
  type FallbackPolicy,
  type Fallbacks,
  type FallbackTable,
  type FallbackTarget,
} from '@turnout/core'

const special: Partial<Record<ErrorKind, 'contextWindow' | 'contentPolicy'>> = {
  'context-window': 'contextWindow',
  'content-policy': 'contentPolicy',
}

/**
 * The configured targets of a group that failed: for a context-window or content-policy failure its own list first,
 * then the general one. An alias may have a list of its own, and comes before its group; there `openai/gpt-4` also
 * hands over as `gpt-4` does, and `*` serves who has none.
 */
export const configuredFallbacks =
  (fallbacks: Fallbacks): FallbackPolicy =>
  ({ kind }, { group, alias }) => {
    if (!errorTable[kind].fallBack) return []
    const names = alias === undefined ? [group] : [alias, group]
    const own = special[kind]
    return (own && find(fallbacks[own], names)) ?? find(fallbacks.general, [...names, ...stripped(names), '*']) ?? []
  }

/** A request's own list takes the place of the configured ones, for any failure that may fall back. */
export const requestedFallbacks =
  (targets: readonly FallbackTarget[]): FallbackPolicy =>
  ({ kind }) =>
    errorTable[kind].fallBack ? targets : []

/** Without a known provider in front. */
const stripped = (names: readonly string[]): readonly string[] => names.flatMap((name) => withoutProvider(name) ?? [])

function find(table: FallbackTable, names: readonly string[]): readonly FallbackTarget[] | undefined {
  const name = names.find((candidate) => Object.hasOwn(table, candidate))
  return name === undefined ? undefined : table[name]
}
