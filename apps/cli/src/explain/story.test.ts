import { describe, expect, it } from 'vitest'
import { storyOf } from './story.ts'
import type { ToldAttempt, ToldStep } from './told.ts'

const choice = (at_ms: number, attempt_id: string): ToldStep => ({
  ...{ type: 'choice', at_ms, attempt_id, group: 'g', strategy: 's', candidates: [], unlisted: 0 },
})
const wait = (at_ms: number): ToldStep => ({ type: 'wait', at_ms, wait_ms: 5 })
const attempt = (attempt_id: string, start_ms: number, duration_ms: number, failed = true): ToldAttempt => ({
  ...{ attempt_id, group: 'g', deployment_id: 'd', provider: 'p', start_ms, duration_ms },
  error: failed ? { kind: 'server', message: 'x' } : null,
})

/** Letters: steps by their type, ends by their attempt. */
const told = (steps: readonly ToldStep[] | undefined, attempts: readonly ToldAttempt[]): string =>
  storyOf({ steps: steps ? [...steps] : undefined, attempts: [...attempts] })
    .map((happened) => ('ended' in happened ? happened.ended.attempt_id : happened.step.type))
    .join(' ')

describe('storyOf', () => {
  it('has the end of an attempt before what came of it', () => {
    const steps = [choice(0, 'a'), wait(30), choice(35, 'b')]
    expect(told(steps, [attempt('a', 0, 30), attempt('b', 35, 10, false)])).toBe('choice a wait choice b')
  })

  it('has things of one moment in the order in which they were told', () => {
    const steps = [choice(0, 'a'), wait(0), choice(0, 'b')]
    expect(told(steps, [attempt('a', 0, 0), attempt('b', 0, 0)])).toBe('choice a wait choice b')
  })

  it('takes no harm from rounding', () => {
    expect(told([choice(0, 'a'), wait(30)], [attempt('a', 0.005, 30.005)])).toBe('choice a wait')
  })

  it('has two at a time as they ended, the one that served first', () => {
    const steps = [choice(0, 'a'), choice(40, 'b')]
    expect(told(steps, [attempt('a', 0, 100), attempt('b', 40, 60, false)])).toBe('choice choice b a')
  })

  it('has the attempts alone where nobody recorded steps', () => {
    expect(told(undefined, [attempt('a', 0, 10), attempt('b', 10, 20, false)])).toBe('a b')
  })
})
