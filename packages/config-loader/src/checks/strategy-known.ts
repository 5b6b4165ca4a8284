import { nearest } from '../nearest.ts'
import type { Problem } from '../problem.ts'

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
export function checkStrategy(name: string, implemented: readonly string[]): readonly Problem[] {
  const path = ['router_settings', 'routing_strategy']
  if (implemented.includes(name)) return []
  if (later.includes(name))
    return [
      { level: 'warning', code: 'strategy-later', message: `${name} is not done yet; simple-shuffle serves.`, path },
    ]
  const known = [...new Set([...implemented, ...later])]
  const suggestion = nearest(name, known)
  const message = `There is no routing strategy ${name}. There are: ${known.join(', ')}.`
  return [{ level: 'error', code: 'unknown-strategy', message, path, ...(suggestion ? { suggestion } : {}) }]
}
