import { beforeEach, describe, expect, it } from 'vitest'
import { InstanceClock } from './instance-clock.ts'
import { VirtualTime } from './virtual-time.ts'
import { Wire } from './wire.ts'
import type { StoreFault } from './world.ts'

describe('the way to the store', () => {
  let time: VirtualTime
  let clock: InstanceClock
  let done: number[]

  beforeEach(() => {
    time = new VirtualTime(0)
    clock = new InstanceClock(time, { stepMs: 0 })
    done = []
  })

  /** When work was done, and what became of the one who asked. */
  const asked = async (kind?: StoreFault['kind'], isOnceOnly = false) => {
    const fault = kind && { kind, fromMs: 0, toMs: 300 }
    const wire = new Wire({
      ...{ clock, delayMs: 10, fault: () => fault, sinceStartMs: () => time.nowMs },
      later: (ms, run) => void time.timer(ms, run),
    })
    let outcome = 'waits'
    wire
      .ask(() => void done.push(time.nowMs), isOnceOnly)
      .then(
        () => {
          outcome = `answered at ${time.nowMs}`
        },
        () => {
          outcome = `failed at ${time.nowMs}`
        },
      )
    await time.run(1_000, () => {})
    return outcome
  }

  it.each([
    [undefined, 'answered at 10', [5]],
    ['lost', 'failed at 1', []],
    ['mute', 'failed at 50', [5]],
    ['frozen', 'failed at 50', [300]],
    ['slow', 'failed at 50', [5]],
    ['twice', 'answered at 10', [5, 5]],
  ] as const)('%s: %s, done at %j', async (kind, outcome, times) => {
    expect(await asked(kind)).toBe(outcome)
    expect(done).toEqual(times)
  })

  it('does once what must not be done twice', async () => {
    await asked('twice', true)
    expect(done).toEqual([5])
  })

  it('tells the dead nothing', async () => {
    clock.isDead = true
    expect(await asked()).toBe('waits')
    expect(done).toEqual([])
  })
})
