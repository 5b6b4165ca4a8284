import type { RouterConfig } from '@turnout/core'
import type { Problem } from '../problem.ts'
import type { ConfigFile } from '../schema/config-file.ts'
import { type Listed, listedGroups } from './listed-groups.ts'
import { strategyOf } from './strategy-of.ts'

const weights = ['weight', 'rpm', 'tpm'] as const

/**
 * Deployments that simple-shuffle gives no share: the first of the group decides whether `weight`, `rpm` or `tpm`
 * counts, and one without it, or with 0, is never drawn while another is there.
 */
export function checkNeverChosen(
  config: RouterConfig,
  file: ConfigFile,
  providers: readonly string[] = [],
): readonly Problem[] {
  return [...listedGroups(file, providers)].flatMap(([group, listed]) => {
    const key = weights.find((weight) => listed[0]?.[weight] !== undefined)
    if (strategyOf(config, group) !== 'simple-shuffle') return []
    if (key === undefined || !listed.some((one) => (one[key] ?? 0) > 0)) return []
    return listed.filter((one) => (one[key] ?? 0) === 0).map((one) => neverChosen(one, key))
  })
}

function neverChosen(listed: Listed, key: (typeof weights)[number]): Problem {
  const lack = listed[key] === undefined ? `has no ${key}` : `has ${key} 0`
  const message = `${lack}, and others of its group have one: simple-shuffle never chooses it before them.`
  return { level: 'warning', code: 'never-chosen', message, path: ['model_list', listed.index, 'litellm_params'] }
}
