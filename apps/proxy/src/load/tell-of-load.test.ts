import { pino } from 'pino'
import { expect, it } from 'vitest'
import { tellOfLoad } from './tell-of-load.ts'

it('says in one line each that it begins, that it is over, and that there is no way out', () => {
  const lines: string[] = []
  const log = pino({ base: null, timestamp: false }, { write: (line: string) => void lines.push(line) })
  tellOfLoad(log, { status: 'begins', reason: 'lag', lagMs: 312.4, memory: 0.123 })
  tellOfLoad(log, { status: 'over', refused: 7, lastedMs: 2_000.4 })
  tellOfLoad(log, { status: 'exhausted', memory: 0.95 })
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    { level: 40, reason: 'lag', lagMs: 312, memory: '12 %', msg: expect.stringMatching(/^Overloaded: turns/) },
    { level: 40, refused: 7, lastedMs: 2_000, msg: 'Not overloaded any more.' },
    { level: 50, memory: '95 %', msg: expect.stringContaining('Memory stays full') },
  ])
})
