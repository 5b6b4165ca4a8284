import { describe, expect, it } from 'vitest'
import { parseConfig } from '../load-config.ts'

const strategyFault = (name: string, { ttl }: { readonly [key: string]: unknown }) =>
  name !== 'timed' || ttl === undefined || typeof ttl === 'number' ? undefined : `no ttl: ${JSON.stringify(ttl)}.`
const available = { strategies: ['simple-shuffle', 'timed'], providers: ['simulated'], callbacks: [], strategyFault }
const said = (settings: string) =>
  parseConfig(
    `model_list: [{ model_name: m, litellm_params: { model: simulated/m } }]\nrouter_settings:\n  ${settings}\n`,
    { environment: { TTL: 'hush' }, available },
  ).problems.map(({ level, line, code, message }) => `${level} ${line} ${code}: ${message}`)

describe('checkStrategyArguments', () => {
  it('asks the strategies that serve, each once', () => {
    expect(said('routing_strategy_args: { ttl: soon }')).toEqual([])
    expect(said('routing_strategy_args: { ttl: 5 }\n  routing_strategy: timed')).toEqual([])
    const error = 'error 3 bad-strategy-args: no ttl: "soon".'
    expect(said('routing_strategy_args: { ttl: soon }\n  routing_strategy: timed')).toEqual([error])
    expect(said('routing_strategy_args: { ttl: soon }\n  model_group_strategy: { m: timed }')).toEqual([error])
    const twice = 'routing_strategy: timed\n  model_group_strategy: { m: timed }'
    expect(said(`routing_strategy_args: { ttl: soon }\n  ${twice}`)).toEqual([error])
  })

  it('tells no value of a variable', () => {
    expect(said('routing_strategy_args: { ttl: os.environ/TTL }\n  routing_strategy: timed')).toEqual([
      'error 3 bad-strategy-args: no ttl: the value of the variable TTL.',
    ])
    expect(said('routing_strategy_args: { ttl: [os.environ/TTL] }\n  routing_strategy: timed')).toEqual([
      'error 3 bad-strategy-args: no ttl: [the value of the variable TTL].',
    ])
  })
})
