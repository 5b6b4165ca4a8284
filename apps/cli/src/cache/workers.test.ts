import { describe, expect, it } from 'vitest'
import { cachingTurnout, numberingOf } from '../test-support/caching.test.ts'
import { say } from '../test-support/say.test.ts'
import { chat, chatPath, oneOfEach } from '../test-support/workers.test.ts'

describe('workers that keep answers in memory', () => {
  it('each in its own, and POST /cache/delete reaches all', async () => {
    const { base, asked } = await numberingOf()
    const turnout = await cachingTurnout({ base, groups: { main: {} } }, ['--workers', '2'])
    const workers = await oneOfEach(turnout, 2)
    expect(workers).toHaveLength(2)
    const all = () => Promise.all(workers.map(({ ask }) => ask(chatPath, chat('main'))))
    await all()
    await all()
    expect(asked).toHaveLength(2)
    const { key, cache } = await say(turnout, 'main', 'hi')
    expect(cache).toBe('hit')
    const told = await workers[0]?.ask('/cache/delete', { keys: [key, 'nothing'] })
    expect(JSON.parse(told?.text ?? '')).toEqual({ status: 'success', deleted: 2 })
    await all()
    await all()
    expect(asked).toHaveLength(4)
    const pings = await Promise.all(workers.map(({ ask }) => ask('/cache/ping')))
    expect(pings.map(({ text }) => JSON.parse(text))).toMatchObject(
      workers.map(({ worker }) => ({ status: 'healthy', cache_type: 'local', worker: { id: worker, of: 2 } })),
    )
    for (const { close } of workers) close()
  }, 60_000)
})
