import { at, isMap } from '../map.ts'
import { nearest } from '../nearest.ts'
import type { Path, Problem } from '../problem.ts'
import type { ConfigFile } from '../schema/config-file.ts'
import { asItIs, type Shown } from './shown-names.ts'

/** LiteLLM's strategy names that Turnout takes and does not do yet. */
const later = [
  'usage-based-routing',
  'usage-based-routing-v2',
  'latency-based-routing',
  'least-busy',
  'cost-based-routing',
  'provider-budget-routing',
]

/** A strategy that nobody knows is an error that names the ones there are; one that comes later is a warning. */
export function checkStrategy(
  name: string,
  implemented: readonly string[],
  path: Path = ['router_settings', 'routing_strategy'],
  shown: Shown = asItIs,
): readonly Problem[] {
  if (implemented.includes(name)) return []
  if (later.includes(name))
    return [
      {
        level: 'warning',
        code: 'strategy-later',
        message: `${shown(name)} is not done yet; simple-shuffle serves.`,
        path,
      },
    ]
  const known = [...new Set([...implemented, ...later])]
  const suggestion = nearest(name, known)
  const message = `There is no routing strategy ${shown(name)}. There are: ${known.join(', ')}.`
  return [{ level: 'error', code: 'unknown-strategy', message, path, ...(suggestion ? { suggestion } : {}) }]
}

/** The same for `model_group_strategy`, which has no effect yet: only what can never work is told. */
export function checkGroupStrategies(
  { router_settings }: ConfigFile,
  implemented: readonly string[],
  shown: Shown = asItIs,
) {
  const strategies = at(router_settings, 'model_group_strategy')
  return Object.entries(isMap(strategies) ? strategies : {})
    .flatMap(([group, name]) =>
      checkStrategy(String(name), implemented, ['router_settings', 'model_group_strategy', group], shown),
    )
    .filter(({ level }) => level === 'error')
}
