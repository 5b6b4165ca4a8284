import { candidateMaker, defineSignal, type Signal } from '@turnout/core'
import { describe, expect, it } from 'vitest'

import { makeDeployment } from './make-deployment.ts'

const hour = defineSignal<number>({ name: 'hour', bind: () => ({ value: (nowMs) => Math.floor(nowMs / 3_600_000) }) })
const isLate: Signal<boolean> = {
  name: 'is-late',
  bind: () => ({ value: () => false }),
  view: { of: hour, read: (value) => Number(value) > 21 },
}

describe('candidateMaker', () => {
  let nowMs = 0
  const make = candidateMaker({ hour, isLate }, () => nowMs)
  const deployment = makeDeployment({ model: 'm' })
  const candidate = make(deployment, (signal) => signal.bind(deployment))

  it('reads signals and views of them at the moment they are looked at', () => {
    expect([candidate.hour, candidate.isLate]).toEqual([0, false])
    nowMs = 22 * 3_600_000
    expect([candidate.hour, candidate.isLate]).toEqual([22, true])
  })

  it('is of one kind with those of another configuration, and reads its own signals', () => {
    const minute = defineSignal<number>({ name: 'minute', bind: () => ({ value: (ms) => Math.floor(ms / 60_000) }) })
    const other = candidateMaker({ hour: minute, isLate }, () => 120_000)(deployment, (one) => one.bind(deployment))
    expect(other.constructor === candidate.constructor).toBe(true)
    expect(other.hour).toBe(2)
    const unlike = candidateMaker({ isLate, hour }, () => nowMs)(deployment, (one) => one.bind(deployment))
    expect(unlike.constructor === candidate.constructor).toBe(false)
  })

  it('has its deployment, and cannot be changed', () => {
    expect(candidate.deployment).toBe(deployment)
    expect(Object.isFrozen(candidate)).toBe(true)
  })
})
