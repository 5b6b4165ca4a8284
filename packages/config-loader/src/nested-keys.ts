import { unknownKey } from './known-keys.ts'
import { at, isMap } from './map.ts'
import type { Path, Problem } from './problem.ts'
import { withEnding } from './schema/error-names.ts'
import { errorPatternKeys } from './schema/error-patterns.ts'
import { redisKeys } from './schema/redis.ts'
import { state } from './schema/state.ts'

const simulatedKeys = ['latency_ms', 'tokens_per_second', 'error_rate', 'error', 'stream_cut_rate', 'seed']

/** Keys one level deeper than those of a section: of an alias, a policy, a budget, a simulated model, a Redis. */
export function nestedKeys(value: unknown): readonly Problem[] {
  const router = at(value, 'router_settings')
  const path: Path = ['router_settings']
  return [
    ...inEach([...path, 'model_group_alias'], at(router, 'model_group_alias'), ['model', 'hidden']),
    ...retryPolicyKeys([...path, 'retry_policy'], at(router, 'retry_policy')),
    ...entries([...path, 'model_group_retry_policy'], at(router, 'model_group_retry_policy')).flatMap(
      ([group, policy]) => retryPolicyKeys(group, policy),
    ),
    ...policyKeys(
      [...path, 'allowed_fails_policy'],
      at(router, 'allowed_fails_policy'),
      'AllowedFails',
      'allowed_fails',
    ),
    ...beyond([...path, 'retry_budget'], at(router, 'retry_budget'), ['ratio', 'per_second']),
    ...listed(at(router, 'error_patterns')).flatMap((entry, index) =>
      beyond([...path, 'error_patterns', index], entry, errorPatternKeys),
    ),
    ...beyond([...path, 'hedging'], at(router, 'hedging'), ['quantile']),
    ...beyond([...path, 'state'], at(router, 'state'), Object.keys(state.shape)),
    ...redisMapKeys([...path, 'state', 'redis'], at(at(router, 'state'), 'redis')),
    ...nodeKeys([...path, 'cache_kwargs'], at(router, 'cache_kwargs'), ['startup_nodes', 'sentinel_nodes']),
    ...nodeKeys(['litellm_settings', 'cache_params'], at(at(value, 'litellm_settings'), 'cache_params'), [
      'redis_startup_nodes',
      'sentinel_nodes',
    ]),
    ...beyond(['general_settings', 'load_shedding'], at(at(value, 'general_settings'), 'load_shedding'), [
      'max_lag',
      'max_memory',
    ]),
    ...listed(at(value, 'model_list')).flatMap((entry, index) =>
      beyond(
        ['model_list', index, 'litellm_params', 'simulated'],
        at(at(entry, 'litellm_params'), 'simulated'),
        simulatedKeys,
      ),
    ),
  ]
}

const redisMapKeys = (path: Path, redis: unknown): readonly Problem[] => [
  ...beyond(path, redis, redisKeys),
  ...nodeKeys(path, redis, ['cluster', 'sentinels']),
]

/** A node with a misspelt port would be asked at the usual one. */
const nodeKeys = (path: Path, map: unknown, lists: readonly string[]): readonly Problem[] =>
  lists.flatMap((list) =>
    listed(at(map, list)).flatMap((node, index) => beyond([...path, list, index], node, ['host', 'port'])),
  )

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const entries = (path: Path, map: unknown): readonly (readonly [Path, unknown])[] =>
  isMap(map) ? Object.entries(map).map(([key, value]) => [[...path, key], value]) : []

/** The keys of a map that are not among the known. */
const beyond = (path: Path, map: unknown, known: readonly string[]): readonly Problem[] =>
  entries(path, map).flatMap(([place]) => (known.includes(String(place.at(-1))) ? [] : [unknownKey(place, known)]))

const inEach = (path: Path, map: unknown, known: readonly string[]): readonly Problem[] =>
  entries(path, map).flatMap(([place, inner]) => beyond(place, inner, known))

const retryPolicyKeys = (path: Path, policy: unknown) => policyKeys(path, policy, 'Retries', 'max_retries')

const policyKeys = (path: Path, policy: unknown, ending: string, inner: string): readonly Problem[] => [
  ...beyond(path, policy, withEnding(ending)),
  ...inEach(path, policy, [inner]),
]
