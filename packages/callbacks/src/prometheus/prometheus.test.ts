import type { RequestEnd, RouterEvent } from '@turnout/core'
import { makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { attemptOf, endOf, failureOf, refusedOf } from '../test-support/events.test.ts'
import { bucketsOf, counted, linesIn, samplesOf } from '../test-support/parsed-metrics.test.ts'
import { type PrometheusOptions, prometheus } from './prometheus.ts'

const deployments = ['east', 'west', 'odd'].map((id) =>
  makeDeployment({ id, model: 'm', group: id === 'odd' ? 'a "b"\\\n' : 'chat' }),
)
const aliases = { nick: { group: 'chat', hidden: false } }
const facts = { cpuSeconds: 1.5, residentBytes: 100, busySeconds: 0.5, lagSeconds: 0.02 }

function heard(events: readonly RouterEvent[], options: PrometheusOptions = {}): string {
  const callback = prometheus({ processFacts: () => facts, ...options })
  callback.configure({ deployments, aliases })
  for (const event of events) callback.on(event)
  return callback.text()
}

describe('a request that was served', () => {
  const text = heard([endOf(), endOf({ model: 'nick', stream: true }), endOf()])

  it('is counted by what was asked for, and by who served', () => {
    expect(counted(text, 'litellm_proxy_total_requests_metric_total')).toEqual({
      'chat chat 200': 2,
      'nick chat 200': 1,
    })
    expect(counted(text, 'litellm_deployment_success_responses_total')).toEqual({
      'chat chat scripted/m east scripted': 2,
      'nick chat scripted/m east scripted': 1,
    })
    expect(counted(text, 'litellm_deployment_failure_responses_total')).toEqual({})
  })

  it('tells its tokens', () => {
    const tokens = (name: string) => counted(text, name)['chat chat scripted/m east scripted chat false']
    expect(tokens('litellm_input_tokens_metric_total')).toBe(6)
    expect(tokens('litellm_output_tokens_metric_total')).toBe(8)
    expect(tokens('litellm_total_tokens_metric_total')).toBe(14)
  })

  it('tells what it cost, with the attempts before it that cost something, too', () => {
    const failed = attemptOf('west', 'server', { costUsd: 0.25 })
    const spent = heard([
      endOf({ attempts: [attemptOf('east', undefined, { costUsd: 0.5 })] }),
      endOf({ attempts: [failed, attemptOf('east', undefined, { costUsd: 1 })] }),
      endOf({ attempts: [failed], failure: failureOf('server') }),
      endOf(),
    ])
    expect(counted(spent, 'litellm_spend_metric_total')).toEqual({
      'chat chat scripted/m east scripted chat false': 1.5,
      'chat chat scripted/m west scripted chat false': 0.5,
    })
    expect(counted(spent, 'litellm_request_total_latency_metric_count')).toMatchObject({
      'chat chat scripted/m west scripted chat false': 0,
    })
  })

  it('tells which tokens the provider had in its cache, and which were reasoning', () => {
    const details = { prompt_tokens_details: { cached_tokens: 2 }, completion_tokens_details: { reasoning_tokens: 3 } }
    const usage = { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7, ...details }
    const numbers = heard([endOf({ usage }), endOf({ usage }), endOf()])
    const east = 'chat chat scripted/m east scripted chat false'
    expect(counted(numbers, 'litellm_input_cached_tokens_metric_total')).toEqual({ [east]: 4 })
    expect(counted(numbers, 'litellm_output_reasoning_tokens_metric_total')).toEqual({ [east]: 6 })
  })

  it('tells the time for each token of its answer, where it has some', () => {
    const name = 'litellm_deployment_latency_per_output_token'
    const embedding = endOf({ operation: 'embedding', attempts: [attemptOf('west')] })
    const silent = endOf({ usage: { prompt_tokens: 1, completion_tokens: 0, total_tokens: 1 } })
    const numbers = heard([endOf(), silent, endOf({ usage: undefined }), embedding])
    expect(counted(numbers, `${name}_sum`)).toEqual({ 'chat scripted/m east scripted': 0.1 })
    expect(counted(numbers, `${name}_count`)).toEqual({ 'chat scripted/m east scripted': 1 })
  })

  it('tells its times in seconds, in buckets that hold those below', () => {
    const total = 'litellm_request_total_latency_metric'
    const east = 'chat chat scripted/m east scripted chat false'
    expect(bucketsOf(text, total, 'chat')).toMatchObject({ '0.5': 0, '1': 2, '300': 2, '+Inf': 2 })
    expect([counted(text, `${total}_count`)[east], counted(text, `${total}_sum`)[east]]).toEqual([2, 1.2])
    expect(bucketsOf(text, 'litellm_llm_api_latency_metric', 'chat')).toMatchObject({ '0.25': 0, '0.5': 2 })
    expect(bucketsOf(text, 'litellm_overhead_latency_metric', 'chat')).toMatchObject({ '0.001': 0, '0.0025': 3 })
  })

  it('tells the time to the first token of streams only', () => {
    expect(samplesOf(text, 'litellm_llm_api_time_to_first_token_metric_sum')).toMatchObject([
      { value: 0.2, labels: { stream: 'true', requested_model: 'nick' } },
    ])
  })

  it('has every bucket hold what those below hold', () => {
    const slow = heard([10, 5, 700, 1e7].map((durationMs) => endOf({ durationMs })))
    const buckets = bucketsOf(slow, 'litellm_request_total_latency_metric', 'chat')
    const bounds = Object.keys(buckets).map((le) => (le === '+Inf' ? Infinity : Number(le)))
    const rising = bounds.toSorted((a, b) => a - b).map((le) => buckets[le === Infinity ? '+Inf' : String(le)] ?? -1)
    expect(rising).toEqual(rising.toSorted((a, b) => a - b))
    expect(buckets).toMatchObject({ '0.005': 1, '0.01': 2, '0.5': 2, '1': 3, '300': 3, '+Inf': 4 })
  })
})

describe('what goes wrong', () => {
  it('is counted as the client was told, with what each attempt met', () => {
    const attempts = [attemptOf('east', 'rate-limit'), attemptOf('west', 'server'), attemptOf('west', 'cancelled')]
    const text = heard([endOf({ attempts, failure: failureOf('server'), usage: undefined })])
    expect(counted(text, 'litellm_proxy_total_requests_metric_total')).toEqual({ 'chat chat 502': 1 })
    expect(counted(text, 'litellm_proxy_failed_requests_metric_total')).toEqual({
      'chat chat InternalServerError 502 server': 1,
    })
    expect(counted(text, 'litellm_deployment_failure_responses_total')).toEqual({
      'chat chat scripted/m east scripted RateLimitError 429 rate-limit': 1,
      'chat chat scripted/m west scripted InternalServerError 502 server': 1,
    })
    expect(counted(text, 'litellm_deployment_total_requests_total')).toEqual({
      'chat chat scripted/m east scripted': 1,
      'chat chat scripted/m west scripted': 2,
    })
    expect(counted(text, 'turnout_retries_total')).toEqual({ chat: 2 })
    expect(text).not.toContain('private')
  })

  it('is counted where another attempt serves in the end', () => {
    const text = heard([endOf({ attempts: [attemptOf('east', 'timeout'), attemptOf('west')] })])
    expect(counted(text, 'litellm_proxy_failed_requests_metric_total')).toEqual({})
    expect(counted(text, 'litellm_deployment_success_responses_total')).toMatchObject({
      'chat chat scripted/m west scripted': 1,
    })
    expect(counted(text, 'litellm_deployment_failure_responses_total')).toEqual({
      'chat chat scripted/m east scripted Timeout 504 timeout': 1,
    })
  })

  it('is a fallback that served, or one that did not', () => {
    const attempts = [attemptOf('odd', 'server', { group: 'a "b"\\\n' }), attemptOf('east')]
    const text = heard([
      endOf({ model: 'a "b"\\\n', attempts, fallbacks: 1 }),
      endOf({ attempts: [attemptOf('east', 'timeout')], fallbacks: 1, failure: failureOf('timeout') }),
      endOf({ attempts: [attemptOf('west', 'none-available')], fallbacks: 1 }),
    ])
    expect(Object.values(counted(text, 'litellm_deployment_successful_fallbacks_total'))).toEqual([1, 1, 0])
    expect(counted(text, 'litellm_deployment_failed_fallbacks_total')).toMatchObject({ 'chat chat Timeout 504': 1 })
  })

  it('is an attempt beside a slow one', () => {
    const attempts = [attemptOf('west', undefined, { hedge: true }), attemptOf('east', 'cancelled')]
    expect(counted(heard([endOf({ attempts })]), 'turnout_hedged_attempts_total')).toEqual({ chat: 1 })
    expect(counted(heard([endOf({ attempts })]), 'turnout_retries_total')).toEqual({ chat: 0 })
  })

  it('is a request that was refused for overload, which draining is not', () => {
    const refused = refusedOf(undefined, 'overloaded')
    const draining = { ...failureOf('overloaded'), code: 'draining' }
    if (refused.type !== 'request-refused') throw new Error('It is another event.')
    const text = heard([refused, refused, { ...refused, failure: draining }])
    expect(counted(text, 'turnout_requests_shed_total')).toEqual({ '': 2 })
    expect(counted(text, 'litellm_proxy_total_requests_metric_total')).toEqual({ 'other chat 503': 3 })
  })

  it('is a request that was not taken, a cooldown, a lost store', () => {
    const cooled = { type: 'cooldown-start', requestId: 'r', atMs: 0, deploymentId: 'east', group: 'chat' } as const
    const text = heard([
      refusedOf(undefined, 'caller-authentication'),
      refusedOf('nobody', 'model-not-found'),
      { ...cooled, kind: 'timeout', durationMs: 1 },
      { type: 'store-lost', atMs: 0, reason: 'r' },
    ])
    expect(counted(text, 'litellm_proxy_total_requests_metric_total')).toEqual({
      'other chat 401': 1,
      'other chat 404': 1,
    })
    expect(counted(text, 'litellm_deployment_cooled_down_total')).toEqual({
      'chat scripted/m east scripted 504 timeout': 1,
    })
    expect([counted(text, 'turnout_store_lost_total'), counted(text, 'turnout_store_is_lost')]).toEqual([
      { '': 1 },
      { '': 1 },
    ])
  })
})

it('counts choices of which a strategy made nothing', () => {
  const fault = { type: 'strategy-fault', requestId: 'r', atMs: 0, strategy: 's', reason: 'a private one' } as const
  const text = heard([
    { ...fault, group: 'chat' },
    { ...fault, group: 'gone' },
  ])
  expect(counted(text, 'turnout_strategy_faults_total')).toEqual({ chat: 1, other: 1 })
  expect(text).not.toContain('private')
})

describe('the response cache', () => {
  const savedUsage = { prompt_tokens: 30, completion_tokens: 10, total_tokens: 40 }
  const hit = (given: Partial<RequestEnd> = {}) =>
    endOf({ attempts: [], usage: undefined, cache: { status: 'hit', savedUsage, savedUsd: 0.25 }, ...given })
  const miss = endOf({ cache: { status: 'miss' } })

  it('is not told of where it is off', () => {
    expect(heard([endOf(), endOf({ failure: failureOf('server') })])).not.toMatch(
      /cache_(hits|misses|saved)|cached_tokens_metric_total\{requested_model="[^"]*",operation="[^"]*"\}/,
    )
  })

  it('is counted by what was asked for', () => {
    const text = heard([
      ...[hit(), hit(), hit({ model: 'nick', operation: 'embedding' }), hit({ model: 'nobody' }), miss],
      endOf({ cache: { status: 'miss' }, attempts: [attemptOf('east', 'server')], failure: failureOf('server') }),
    ])
    const zeros = { 'chat chat': 0, 'nick embedding': 0, 'other chat': 0 }
    const numbers = (name: string) => counted(text, name)
    expect(numbers('litellm_cache_hits_metric_total')).toEqual({
      'chat chat': 2,
      'nick embedding': 1,
      'other chat': 1,
    })
    expect(numbers('litellm_cache_misses_metric_total')).toEqual({ ...zeros, 'chat chat': 2 })
    expect(numbers('litellm_cached_tokens_metric_total')).toEqual({
      'chat chat': 80,
      'nick embedding': 40,
      'other chat': 40,
    })
    expect(numbers('turnout_cache_saved_usd_total')).toMatchObject({ 'chat chat': 0.5, 'nick embedding': 0.25 })
  })

  it('saves a part, where it had some of an embedding’s texts', () => {
    const text = heard([endOf({ operation: 'embedding', cache: { status: 'miss', savedUsage } })])
    expect(counted(text, 'litellm_cached_tokens_metric_total')).toEqual({ 'chat embedding': 40 })
    expect(counted(text, 'litellm_cache_hits_metric_total')).toEqual({ 'chat embedding': 0 })
  })

  it('answers requests that are no deployment’s', () => {
    const text = heard([hit(), hit({ stream: true })])
    expect(counted(text, 'litellm_proxy_total_requests_metric_total')).toEqual({ 'chat chat 200': 2 })
    expect(samplesOf(text, 'litellm_request_total_latency_metric_count')).toMatchObject(
      ['false', 'true'].map((stream) => ({
        ...{ value: 1, labels: { requested_model: 'chat', model_group: 'chat', model: '', model_id: '', stream } },
      })),
    )
    expect(counted(text, 'litellm_overhead_latency_metric_count')).toEqual({ chat: 2 })
    for (const name of ['litellm_llm_api_latency_metric_count', 'litellm_total_tokens_metric_total'])
      expect(Object.values(counted(text, name))).toEqual([0, 0])
    expect(text).not.toMatch(/litellm_deployment_(?!state)|time_to_first_token|other/)
  })

  it('is told of when it is lost, and when it is back', () => {
    const lost: RouterEvent = { type: 'cache-lost', atMs: 0, reason: 'r' }
    const told = (...events: readonly RouterEvent[]) =>
      ['turnout_cache_lost_total', 'turnout_cache_is_lost'].map((name) => counted(heard(events), name)[''])
    expect([told(), told(lost), told(lost, { type: 'cache-back', atMs: 1, lostMs: 1 })]).toEqual([
      [0, 0],
      [1, 1],
      [1, 0],
    ])
  })

  it('has no row of its own for names that nobody has', () => {
    const text = heard(Array.from({ length: 1_000 }, (_, i) => hit({ model: `m${i}` })))
    expect(counted(text, 'litellm_cache_hits_metric_total')).toEqual({ 'other chat': 1_000 })
  })
})

describe('a gauge', () => {
  const start = { type: 'request-start', requestId: 'r', atMs: 0, operation: 'chat', model: 'chat' } as const
  const started: RouterEvent = { ...start, group: 'chat', stream: false }

  it('tells how many run', () => {
    expect(counted(heard([started, started, endOf()]), 'turnout_requests_running')).toEqual({ '': 1 })
  })

  it('tells of the process', () => {
    const text = heard([])
    expect(counted(text, 'turnout_process_resident_memory_bytes')).toEqual({ '': 100 })
    expect(counted(text, 'turnout_event_loop_lag_seconds')).toEqual({ '': 0.02 })
  })

  it('tells of this process, where nobody else does', () => {
    const text = prometheus().text()
    for (const name of ['turnout_process_cpu_seconds_total', 'turnout_process_resident_memory_bytes'])
      expect(counted(text, name)['']).toBeGreaterThan(0)
  })
})

describe('labels', () => {
  it('may hold what the format has to escape', () => {
    const text = heard([endOf({ model: 'a "b"\\\n', attempts: [attemptOf('odd')] })])
    const [row] = samplesOf(text, 'litellm_deployment_success_responses_total')
    expect(row?.labels).toMatchObject({ requested_model: 'a "b"\\\n', model_group: 'a "b"\\\n' })
  })

  it('are `other` for names that the configuration does not have', () => {
    const events = Array.from({ length: 10_000 }, (_, i) => {
      const who = { user: `user-${i}`, tags: [`tag-${i}`], metadata: { user_api_key: `key-${i}` } }
      return endOf({ model: `m${i}`, attempts: [attemptOf(`d${i}`)], ...who })
    })
    const text = heard(events)
    expect(linesIn(text)).toBeLessThan(120)
    expect(linesIn(text)).toBe(linesIn(heard(events.slice(0, 1))))
    expect(text).not.toMatch(/user-|tag-|key-/)
    expect(counted(text, 'litellm_proxy_total_requests_metric_total')).toEqual({ 'other chat 200': 10_000 })
  })

  it('are `other` when there are too many lines', () => {
    const names = Array.from({ length: 1_000 }, (_, i) => `d${i}`)
    const many = prometheus({ maxSeries: 2_000, processFacts: () => facts })
    many.configure({ deployments: names.map((id) => makeDeployment({ id, model: id, group: id })), aliases: {} })
    for (const id of names) many.on(endOf({ model: id, attempts: [attemptOf(id, undefined, { group: id })] }))
    const text = many.text()
    expect(linesIn(text)).toBeLessThanOrEqual(2_000)
    expect(linesIn(text)).toBeGreaterThan(1_500)
    const requests = counted(text, 'litellm_proxy_total_requests_metric_total')
    expect(requests['d0 chat 200']).toBe(1)
    expect(requests['other other other']).toBeGreaterThan(500)
    expect(Object.values(requests).reduce((sum, count) => sum + count)).toBe(1_000)
  })

  it('go on after a reload, also of requests that began before', () => {
    const callback = prometheus({ processFacts: () => facts })
    callback.configure({ deployments, aliases })
    callback.on(endOf())
    callback.configure({ deployments: [makeDeployment({ id: 'new', model: 'n', group: 'fresh' })], aliases: {} })
    callback.on(endOf())
    callback.on(endOf({ model: 'fresh', attempts: [attemptOf('new')] }))
    expect(counted(callback.text(), 'litellm_proxy_total_requests_metric_total')).toEqual({
      'chat chat 200': 2,
      'fresh chat 200': 1,
    })
  })
})
