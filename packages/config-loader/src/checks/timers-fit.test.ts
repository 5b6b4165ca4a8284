import { describe, expect, it } from 'vitest'
import { fromObject } from '../load-config.ts'
import { showPath } from '../problem.ts'

const load = (file: object) => {
  const model_list = [
    { model_name: 'm', litellm_params: { model: 'simulated/m', ...('params' in file ? (file.params ?? {}) : {}) } },
  ]
  const { config, problems } = fromObject({ model_list, ...file, params: undefined })
  return { config, long: problems.filter(({ code }) => code === 'too-long').map(({ path }) => showPath(path)) }
}
const most = 2 ** 31 - 1

describe('checkTimers', () => {
  it.each(['timeout', 'stream_timeout', 'deadline', 'retry_after'])(
    'warns of %s, and takes the most there is',
    (key) => {
      const { config, long } = load({ router_settings: { [key]: 3_000_000 } })
      expect(long).toEqual([`router_settings.${key}`])
      expect(config).toMatchObject({ [`${key.replace(/_./, (at) => at.slice(1).toUpperCase())}Ms`]: most })
    },
  )

  it('warns of request_timeout, and of the times of a deployment', () => {
    const { config, long } = load({ litellm_settings: { request_timeout: 1e10 }, params: { timeout: 1e10 } })
    expect(long).toEqual(['litellm_settings.request_timeout', 'model_list[0].litellm_params.timeout'])
    expect([config?.timeoutMs, config?.deployments[0]?.timeoutMs]).toEqual([most, most])
  })

  it('warns of cooldowns and drains', () => {
    const [router_settings, general_settings] = [{ cooldown_time: 1e10 }, { drain_delay: 1e10, drain_timeout: 1e10 }]
    const { config, long } = load({ router_settings, general_settings, params: { cooldown_time: 1e10 } })
    expect(long).toEqual([
      ...['router_settings.cooldown_time', 'general_settings.drain_delay', 'general_settings.drain_timeout'],
      'model_list[0].litellm_params.cooldown_time',
    ])
    expect(config).toMatchObject({
      ...{ cooldowns: { timeMs: most }, server: { drainDelayMs: most, drainTimeoutMs: most } },
      deployments: [{ cooldownTimeMs: most }],
    })
  })

  it('has nothing against 24 days, or LiteLLM’s 6000 seconds', () => {
    expect(load({ router_settings: { timeout: 24 * 86_400, deadline: 6_000 } }).long).toEqual([])
  })
})
