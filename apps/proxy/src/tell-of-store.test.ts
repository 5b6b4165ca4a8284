import { pino } from 'pino'
import { expect, it } from 'vitest'
import { tellOfStore } from './tell-of-store.ts'

it('tells of each change in a line, and what it means for limits', () => {
  const lines: { readonly msg: string }[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  tellOfStore(log, { status: 'lost', reason: 'there is no connection' }, 'share')
  tellOfStore(log, { status: 'lost', reason: 'there is no connection' }, 'open')
  tellOfStore(log, { status: 'lost', reason: 'there is no connection' }, 'closed')
  tellOfStore(log, { status: 'back', lostMs: 1234.5 }, 'share')
  tellOfStore(log, { status: 'warned', reason: 'Redis evicts keys.' }, 'share')
  expect(lines).toMatchObject([
    { reason: 'there is no connection', msg: expect.stringContaining('its share of each limit') },
    { msg: expect.stringContaining('not looked at') },
    { msg: expect.stringContaining('nothing that has a limit') },
    { lostMs: 1235, msg: 'The shared store is back.' },
    { msg: 'Redis evicts keys.' },
  ])
})
