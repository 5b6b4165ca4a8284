import type { ErrorPattern } from '@turnout/core'
import { errorText } from './error-text.ts'
import type { ErrorPatternEntry } from './schema/error-patterns.ts'

/** `error_patterns` that are about a provider. Undefined where there are none. */
export function errorPatternsFor(
  provider: string,
  entries: readonly ErrorPatternEntry[] = [],
): readonly ErrorPattern[] | undefined {
  const own = entries.filter((entry) => !entry.provider || entry.provider === provider)
  if (own.length === 0) return undefined
  return own.map(({ status, match, kind }) => ({
    ...(status === null || status === undefined ? {} : { statuses: [status].flat() }),
    text: errorText(match),
    kind,
  }))
}
