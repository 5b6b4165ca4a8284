import type { ErrorKind } from '@turnout/core'
import { makeDeployment } from '@turnout/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { attemptOf, endOf, failureOf } from '../test-support/events.test.ts'
import { counted, linesIn } from '../test-support/parsed-metrics.test.ts'
import { type PrometheusCallback, prometheus } from './prometheus.ts'
import type { WatchedState } from './watched-router.ts'

const deployment = (id: string, limits: { readonly rpm?: number; readonly tpm?: number } = {}) =>
  makeDeployment({ id, model: 'm', group: 'chat', ...limits })
const ids = (some: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(some).map(([labels, value]) => [labels.split(' ')[2], value]))

let metrics: PrometheusCallback
beforeEach(() => {
  metrics = prometheus()
  metrics.configure({ deployments: [deployment('east', { rpm: 10, tpm: 0 }), deployment('west')], aliases: {} })
})

describe('litellm_deployment_state', () => {
  const states = () => ids(counted(metrics.text(), 'litellm_deployment_state'))
  const fail = (id: string, kind: ErrorKind) =>
    metrics.on(endOf({ attempts: [attemptOf(id, kind)], failure: failureOf(kind) }))
  const cooling = (...those: readonly string[]): WatchedState => ({
    deployments: ['east', 'west'].map((id) => ({ id, ...(those.includes(id) ? { coolingForMs: 5 } : {}) })),
    callbacks: [],
  })

  it('is 0 before there was anything, and after an attempt that served', () => {
    expect(states()).toEqual({ east: 0, west: 0 })
    fail('east', 'server')
    metrics.on(endOf())
    expect(states()).toEqual({ east: 0, west: 0 })
  })

  it('is 1 after a failure that is the deployment’s, and not after one of the caller', () => {
    fail('east', 'timeout')
    fail('west', 'bad-request')
    fail('west', 'cancelled')
    expect(states()).toEqual({ east: 1, west: 0 })
  })

  it('is 0 where an attempt failed and the next served', () => {
    metrics.on(endOf({ attempts: [attemptOf('east', 'server'), attemptOf('west', 'server'), attemptOf('east')] }))
    expect(states()).toEqual({ east: 0, west: 1 })
  })

  it('is 2 as long as the router says that it cools down', () => {
    let state = cooling('west')
    metrics.watch({ state: () => state })
    fail('west', 'server')
    expect(states()).toEqual({ east: 0, west: 2 })
    state = cooling()
    expect(states()).toEqual({ east: 0, west: 1 })
  })

  it('is told of those that the configuration has, and forgotten of others', () => {
    fail('east', 'server')
    metrics.configure({ deployments: [deployment('new')], aliases: {} })
    expect(states()).toEqual({ new: 0 })
    metrics.configure({ deployments: [deployment('east')], aliases: {} })
    expect(states()).toEqual({ east: 0 })
  })
})

it('tells limits as they are configured, and nothing where they are not', () => {
  expect(ids(counted(metrics.text(), 'litellm_deployment_rpm_limit'))).toEqual({ east: 10 })
  expect(ids(counted(metrics.text(), 'litellm_deployment_tpm_limit'))).toEqual({ east: 0 })
})

it('takes a quarter of the room at the most, also after many reloads', () => {
  const deployments = Array.from({ length: 10_000 }, (_, i) => deployment(`d${i}`, { rpm: 1 }))
  const many = prometheus({ maxSeries: 1_000 })
  for (let i = 0; i < 20; i++) many.configure({ deployments, aliases: {} })
  for (const { id } of deployments) many.on(endOf({ attempts: [attemptOf(id)] }))
  expect(Object.keys(counted(many.text(), 'litellm_deployment_state'))).toHaveLength(250)
  expect(Object.keys(counted(many.text(), 'litellm_deployment_success_responses_total')).length).toBeGreaterThan(5)
  expect(linesIn(many.text())).toBeLessThanOrEqual(1_000)
})
