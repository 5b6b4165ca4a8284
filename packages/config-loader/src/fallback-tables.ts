import type { Fallbacks, FallbackTable, FallbackTarget } from '@turnout/core'
import { withoutProvider } from './provider-name.ts'
import type { FallbackList } from './schema/fallbacks.ts'
import type { LitellmSettings, RouterSettings } from './schema/settings.ts'

interface Known {
  /** Groups and aliases. */
  readonly names: Iterable<string>
  /** Providers that the application brings, besides the known ones. */
  readonly providers: readonly string[]
}

/** Where a group hands over. A list of `router_settings` that is not empty wins as a whole. */
export function fallbacksOf(router: RouterSettings, litellm: LitellmSettings, known: Known): Fallbacks {
  const everywhere = nonEmpty(router.default_fallbacks) ?? nonEmpty(litellm.default_fallbacks)
  const general = toTable(nonEmpty(router.fallbacks) ?? litellm.fallbacks)
  return {
    general: { ...(everywhere ? { '*': everywhere } : {}), ...general, ...byStrippedName(general, known) },
    contextWindow: toTable(nonEmpty(router.context_window_fallbacks) ?? litellm.context_window_fallbacks),
    contentPolicy: toTable(nonEmpty(router.content_policy_fallbacks) ?? litellm.content_policy_fallbacks),
  }
}

const nonEmpty = <T>(list: readonly T[] | null | undefined): readonly T[] | undefined =>
  list?.length ? list : undefined

/** The first entry of a group counts, as in LiteLLM. */
function toTable(list: Readonly<FallbackList> | null | undefined): FallbackTable {
  const table: Record<string, readonly FallbackTarget[]> = {}
  for (const entry of list ?? [])
    for (const [group, targets] of Object.entries(entry)) if (!Object.hasOwn(table, group)) table[group] = targets
  return table
}

/** `openai/gpt-4` hands over as `gpt-4` does where it has no entry of its own, as in LiteLLM. */
const byStrippedName = (table: FallbackTable, { names, providers }: Known): FallbackTable =>
  Object.fromEntries(
    [...names].flatMap((name) => {
      const stripped = withoutProvider(name, providers)
      if (stripped === undefined || Object.hasOwn(table, name) || !Object.hasOwn(table, stripped)) return []
      return [[name, table[stripped] ?? []]]
    }),
  )
