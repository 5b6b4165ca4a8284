import type { RouterConfig } from '@turnout/core'
import type { Problem } from '../problem.ts'

const sections = {
  general: 'fallbacks',
  contextWindow: 'context_window_fallbacks',
  contentPolicy: 'content_policy_fallbacks',
} as const

/** Fallbacks from or to a name that nothing answers to. They do no harm, and no good. */
export function checkFallbackTargets({ deployments, aliases, fallbacks }: RouterConfig): readonly Problem[] {
  const names = new Set([...deployments.flatMap(({ id, group }) => [id, group]), ...Object.keys(aliases)])
  const known = (name: string) => name === '*' || names.has(name)
  return Object.entries(sections).flatMap(([kind, key]) =>
    Object.entries(fallbacks[kind as keyof typeof sections]).flatMap(([group, targets]) => {
      const missing = [group, ...targets].filter((name) => !known(name))
      return missing.map((name): Problem => {
        const role = name === group ? 'of a group' : 'target'
        return {
          level: 'warning',
          code: 'dangling-fallback',
          message: `The fallback ${role} ${name} is not in model_list (${group} → ${targets.join(', ')}).`,
          path: [key],
        }
      })
    }),
  )
}
