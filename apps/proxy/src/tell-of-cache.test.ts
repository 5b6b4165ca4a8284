import { pino } from 'pino'
import { expect, it } from 'vitest'
import { tellOfCache } from './tell-of-cache.ts'

it('tells of each change in a line, and of nothing else', () => {
  const lines: unknown[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  const callback = tellOfCache(log)
  callback.on({ type: 'cache-lost', atMs: 0, reason: 'there is no connection' })
  callback.on({ type: 'store-lost', atMs: 0, reason: 'of something else' })
  callback.on({ type: 'cache-back', atMs: 1, lostMs: 1234.5 })
  expect(lines).toMatchObject([
    { level: 40, reason: 'there is no connection', msg: expect.stringContaining('as if nothing were kept') },
    { level: 40, lostMs: 1235, msg: 'The response cache is back.' },
  ])
  expect(lines).toHaveLength(2)
})
