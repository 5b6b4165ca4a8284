import { pino } from 'pino'
import { expect, it } from 'vitest'
import { callbackFaults } from './callback-faults.ts'

it('a callback that fails is one line in the log', () => {
  const lines: unknown[] = []
  const { on } = callbackFaults(pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line)) }))
  on({ type: 'callback-fault', atMs: 0, callback: 'mine', reason: 'oh' })
  on({ type: 'store-warn', atMs: 0, reason: 'something else' })
  expect(lines).toMatchObject([{ level: 40, callback: 'mine', reason: 'oh' }])
})
