import type { AttemptRecord, RequestEnd } from '@turnout/core'
import { makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { DeploymentHistory } from './deployment-history.ts'

const attempt = (startedMs: number, endedMs: number, failed = false): AttemptRecord => ({
  ...{ attemptId: 'a', group: 'g', deploymentId: 'one', provider: 'p', startedMs, endedMs },
  ...(failed ? { failure: { kind: 'server', className: 'InternalServerError', message: 'oops' } } : {}),
})

const end = (...attempts: readonly AttemptRecord[]): RequestEnd => ({
  ...{ type: 'request-end', requestId: 'r', operation: 'chat', model: 'g', asked: 'g', group: 'g', stream: false },
  ...{ tags: [], atMs: 0, wallMs: 0, durationMs: 0, overheadMs: 0, attempts, fallbacks: 0 },
})

function setUp() {
  const history = new DeploymentHistory(() => 5)
  history.configure({ deployments: [makeDeployment({ id: 'one', model: 'm' })] })
  const cool = (atMs: number, durationMs: number) =>
    history.on({
      type: 'cooldown-start',
      requestId: 'r',
      atMs,
      deploymentId: 'one',
      group: 'g',
      kind: 'server',
      durationMs,
    })
  return { history, cool }
}

describe('what is remembered of a deployment', () => {
  it('is healthy since it is known, cools since it began to, and is healthy again since it has proved so', () => {
    const { history, cool } = setUp()
    expect(history.healthySinceMs('one')).toBe(5)
    cool(10, 100)
    cool(50, 100)
    expect([history.coolingSinceMs('one'), history.healthySinceMs('one')]).toEqual([10, undefined])
    history.on(end(attempt(9, 60)))
    expect(history.coolingSinceMs('one')).toBe(10)
    history.on(end(attempt(160, 170)))
    expect([history.coolingSinceMs('one'), history.healthySinceMs('one')]).toEqual([undefined, 170])
  })

  it('is a new cooldown where the one before was over', () => {
    const { history, cool } = setUp()
    cool(10, 100)
    cool(200, 100)
    expect(history.coolingSinceMs('one')).toBe(200)
  })

  it('is its last failure', () => {
    const { history } = setUp()
    history.on(end(attempt(0, 1, true), attempt(1, 2, true), attempt(2, 3)))
    expect(history.failureOf('one')).toEqual({ atMs: 2, kind: 'server', message: 'oops' })
  })

  it('goes with it, and goes on where it stays', () => {
    const { history, cool } = setUp()
    cool(10, 100)
    history.configure({ deployments: [makeDeployment({ id: 'one', model: 'm' })] })
    expect(history.coolingSinceMs('one')).toBe(10)
    history.configure({ deployments: [] })
    cool(10, 100)
    expect(history.coolingSinceMs('one')).toBeUndefined()
  })
})
