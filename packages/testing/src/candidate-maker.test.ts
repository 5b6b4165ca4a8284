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

  it('has its deployment, and cannot be changed', () => {
    expect(candidate.deployment).toBe(deployment)
    expect(Object.isFrozen(candidate)).toBe(true)
  })
})
