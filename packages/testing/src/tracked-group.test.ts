import { defineSignal, type Signal } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { makeAttemptEnd, makeAttemptStart } from './make-attempt.ts'
import { makeDeployment } from './make-deployment.ts'
import { TrackedGroup } from './tracked-group.ts'

const running = defineSignal<number>({
  name: 'running',
  bind() {
    let count = 0
    return { start: () => void count++, end: () => void count--, value: () => count }
  },
})
const doubled: Signal<string> = {
  name: 'doubled',
  bind: () => ({ value: () => 'not asked for' }),
  view: { of: running, read: (value, nowMs) => `${Number(value) * 2} at ${nowMs}` },
}
const [one, other] = [makeDeployment({ model: 'one' }), makeDeployment({ model: 'other' })]

describe('TrackedGroup', () => {
  it('tells a deployment’s trackers of its attempts, and of no other’s', () => {
    const group = new TrackedGroup({ load: running }, [one, other], () => 0)
    group.start(one, makeAttemptStart())
    expect(group.candidates.map(({ load }) => load)).toEqual([1, 0])
    group.end(one, makeAttemptEnd())
    expect(group.candidates.map(({ load }) => load)).toEqual([0, 0])
  })

  it('keeps one tracker a signal, whatever looks at it', () => {
    let nowMs = 5
    const group = new TrackedGroup({ load: running, same: running, twice: doubled }, [one], () => nowMs)
    group.start(one, makeAttemptStart())
    nowMs = 6
    expect(group.candidates[0]).toMatchObject({ load: 1, same: 1, twice: '2 at 6' })
  })
})
