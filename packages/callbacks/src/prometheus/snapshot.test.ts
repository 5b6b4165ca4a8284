import type { RouterEvent } from '@turnout/core'
import { makeDeployment } from '@turnout/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { attemptOf, endOf, failureOf, refusedOf } from '../test-support/events.test.ts'
import { counted } from '../test-support/parsed-metrics.test.ts'
import { exposition } from './exposition.ts'
import { prometheus } from './prometheus.ts'
import { mergeSnapshots, type Snapshot } from './snapshot.ts'

const facts = { cpuSeconds: 0, residentBytes: 0, busySeconds: 0, lagSeconds: 0 }
const deployments = ['east', 'west'].map((id) => makeDeployment({ id, model: id, group: 'chat', rpm: 7 }))

function heardBy(events: readonly RouterEvent[], processFacts = facts): Snapshot {
  const callback = prometheus({ processFacts: () => processFacts })
  callback.configure({ deployments, aliases: {} })
  for (const event of events) callback.on(event)
  const told: Snapshot = JSON.parse(JSON.stringify(callback.export()))
  return told
}

const id = fc.constantFrom('east', 'west', 'gone')
const kind = fc.constantFrom('server' as const, 'rate-limit' as const, 'cancelled' as const)
const attempt = fc.record({ id, kind: fc.option(kind) }).map((it) => attemptOf(it.id, it.kind ?? undefined))
const end: fc.Arbitrary<RouterEvent> = fc
  .record({
    ...{ model: fc.constantFrom('chat', 'nobody'), durationMs: fc.nat(100_000), stream: fc.boolean() },
    ...{ attempts: fc.array(attempt, { maxLength: 3 }), fallbacks: fc.nat(1), overheadMs: fc.nat(20) },
    failure: fc.option(kind.map(failureOf), { nil: undefined }),
    cache: fc.constantFrom(undefined, { status: 'miss' as const }, { status: 'hit' as const, savedUsd: 0.25 }),
  })
  .map(endOf)
const event = fc.oneof(end, fc.constant(refusedOf('nobody', 'model-not-found')))

/** Without what is so at the moment: who heard both may have heard the better news last. */
const lasting = (text: string): string => text.replaceAll(/^litellm_deployment_state.*\n/gm, '')

it('tells the worst that is known of a deployment, and its limits once', () => {
  const failing = endOf({ attempts: [attemptOf('east', 'server')], failure: failureOf('server') })
  const text = exposition(mergeSnapshots([heardBy([failing]), heardBy([failing]), heardBy([endOf()])]))
  expect(counted(text, 'litellm_deployment_state')).toEqual({
    'chat scripted/east east scripted': 1,
    'chat scripted/west west scripted': 0,
  })
  expect(Object.values(counted(text, 'litellm_deployment_rpm_limit'))).toEqual([7, 7])
})

it('of two is what one would have counted that heard both', () => {
  fc.assert(
    fc.property(fc.array(event), fc.array(event), (some, others) => {
      const merged = exposition(mergeSnapshots([heardBy(some), heardBy(others)]))
      expect(lasting(merged)).toBe(lasting(exposition(heardBy([...some, ...others]))))
    }),
  )
})

it('of one is itself', () => {
  const one = heardBy([endOf()])
  expect(mergeSnapshots([one])).toEqual(one)
})

it('adds up what processes use, and tells the worst lag', () => {
  const one = heardBy([], { cpuSeconds: 1, residentBytes: 10, busySeconds: 1, lagSeconds: 0.5 })
  const two = heardBy([], { cpuSeconds: 2, residentBytes: 20, busySeconds: 1, lagSeconds: 0.1 })
  const text = exposition(mergeSnapshots([one, two]))
  expect(counted(text, 'turnout_process_cpu_seconds_total')).toEqual({ '': 3 })
  expect(counted(text, 'turnout_process_resident_memory_bytes')).toEqual({ '': 30 })
  expect(counted(text, 'turnout_event_loop_lag_seconds')).toEqual({ '': 0.5 })
})
