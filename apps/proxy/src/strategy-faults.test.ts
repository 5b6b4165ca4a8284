import type { RouterEvent } from '@turnout/core'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { strategyFaults } from './strategy-faults.ts'

function setUp() {
  const lines: unknown[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  const callback = strategyFaults(log)
  const fault = (strategy: string, reason: string) =>
    callback.on({ type: 'strategy-fault', requestId: 'r-1', atMs: 0, strategy, group: 'main', reason })
  return { lines, callback, fault }
}

describe('faults of strategies in the log', () => {
  it('are told once for each strategy and reason', () => {
    const { lines, fault } = setUp()
    for (let i = 0; i < 10; i++) for (const strategy of ['one', 'two']) fault(strategy, 'it threw: oh')
    fault('one', 'it chose what is no candidate')
    expect(lines).toMatchObject([
      { level: 40, strategy: 'one', group: 'main', reason: 'it threw: oh', requestId: 'r-1' },
      { strategy: 'two', reason: 'it threw: oh' },
      { strategy: 'one', reason: 'it chose what is no candidate' },
    ])
  })

  it('do not flood it where every reason is another one', () => {
    const { lines, fault } = setUp()
    for (let i = 0; i < 1_000; i++) fault('one', `it threw: ${i}`)
    expect(lines).toHaveLength(100)
  })

  it('are all that is told', () => {
    const { lines, callback } = setUp()
    const fallback: RouterEvent = { type: 'fallback', requestId: 'r-1', atMs: 0, from: 'a', to: 'b', kind: 'server' }
    callback.on(fallback)
    expect(lines).toEqual([])
  })
})
