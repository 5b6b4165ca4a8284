import type { Chance } from './chance.ts'
import type { FileDeployment, WorldFile } from './world.ts'

const groups = ['main', 'spare', 'last'] as const

/** A configuration, drawn: each part of it is there in some worlds and not in others. */
export function drawConfig(chance: Chance, heals: boolean): WorldFile {
  const { of, one, between, times } = chance
  const groupCount = one(1, 1, 2, 2, 3)
  const count = Math.max(groupCount, one(1, 2, 3, 3, 4, 5, 6))
  const limited = of(0.5)
  const model_list = times(count, (index) =>
    deployment(chance, `d${index}`, groups[index % groupCount] ?? 'main', limited ? (heals ? 10 : 1) : undefined),
  )
  const caches = of(0.2)
  return {
    model_list,
    router_settings: {
      ...strategy(chance),
      ...(of(0.3) ? { model_group_alias: { alias: 'main' } } : {}),
      num_retries: one(0, 1, 2, 2, 3),
      retry_after: one(0, 0, 1),
      timeout: one(1, 2, 5),
      ...(of(0.2) ? { stream_timeout: one(1, 3) } : {}),
      ...(of(0.2) ? { deadline: one(0.5, 3, 10) } : {}),
      fallbacks: groupCount === 1 ? [] : fallbacks(chance, groupCount),
      ...(of(0.1) ? { max_fallbacks: one(0, 1) } : {}),
      retry_budget: one<WorldFile['router_settings']['retry_budget']>(
        false,
        { ratio: 0.2, per_second: 10 },
        { ratio: 0.2, per_second: 0.2 },
        { ratio: 0.1, per_second: 0 },
      ),
      ...(of(0.4) ? { hedging: { quantile: one(0.5, 0.5, 0.9) } } : {}),
      ...(of(0.5) ? { allowed_fails: one(0, 1, 3) } : {}),
      cooldown_time: heals ? one(1, 2, 5) : one(0, 1, 2, 5, 30),
      ...(of(0.1) ? { disable_cooldowns: true } : {}),
      when_all_cooling: one('fail', 'fail', 'wait', 'least_bad'),
      ...(of(0.4) ? { optional_pre_call_checks: ['enforce_model_rate_limits'] } : {}),
      state: { redis: 'redis://simulated', exchange_interval: of(0.25) ? 0.2 : 1 },
    },
    litellm_settings: caches
      ? { cache: true, cache_params: { type: 'local', ttl: between(1, 60), coalesce: of(0.6) } }
      : {},
  }
}

function strategy({ one }: Chance) {
  const routing_strategy = one(
    ...(['simple-shuffle', 'least-busy', 'usage-based-routing', 'usage-based-routing-v2'] as const),
    ...(['latency-based-routing', 'peak-ewma', 'sticky', 'first-of'] as const),
  )
  if (routing_strategy !== 'first-of') return { routing_strategy }
  return { routing_strategy, routing_strategy_args: { prefer: one('least-busy', 'usage-based-routing') } }
}

/** Rings are allowed: a request visits each group once. */
function fallbacks({ one, of }: Chance, count: number): WorldFile['router_settings']['fallbacks'] {
  const names = groups.slice(0, count)
  return names.flatMap((name) => {
    const others = names.filter((other) => other !== name)
    return of(0.8) ? [{ [name]: of(0.5) ? others : [one(name, ...others)] }] : []
  })
}

/** `least`: no limit is lower; undefined: there are none. */
function deployment(
  { of, one, between }: Chance,
  id: string,
  group: string,
  least: number | undefined,
): FileDeployment {
  const limited = (share: number): boolean => least !== undefined && of(share)
  const [requests, tokens, places] = least === 10 ? [10, 500, 1] : [1, 20, 1]
  return {
    model_name: group,
    litellm_params: {
      model: `simulated-provider/${id}`,
      api_key: `sk-canary-${id}`,
      ...(of(0.3) ? { weight: one(0, 1, 5) } : {}),
      ...(of(0.2) ? { order: one(1, 2) } : {}),
      ...(limited(0.5) ? { rpm: requests + between(0, one(5, 60)) } : {}),
      ...(limited(0.4) ? { tpm: tokens + between(0, one(400, 4_000)) } : {}),
      ...(limited(0.5) ? { max_parallel_requests: places + between(0, one(2, 12)) } : {}),
      ...(of(0.1) ? { timeout: one(0.5, 1) } : {}),
      ...(of(0.1) ? { num_retries: one(0, 2) } : {}),
      ...(of(0.1) ? { cooldown_time: one(0, 1) } : {}),
      input_cost_per_token: 1e-6,
      output_cost_per_token: 2e-6,
    },
    model_info: { id },
  }
}
