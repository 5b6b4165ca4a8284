import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveTurnout } from '../../../../tools/start-turnout.ts'
import { ask } from '../test-support/ask-turnout.test.ts'
import { stopNow, type Turnout, until } from '../test-support/running-turnout.test.ts'
import { page, readFeed } from '../test-support/seeing.test.ts'

const yaml = `
model_list:
  - { model_name: good, litellm_params: { model: simulated/a, simulated: { latency_ms: 0 } } }
  - { model_name: slow, litellm_params: { model: simulated/s, simulated: { latency_ms: 60000 } } }
  - { model_name: bad, litellm_params: { model: simulated/b, simulated: { error_rate: 1 } } }
router_settings: { num_retries: 1, disable_cooldowns: true }
`
let turnout: Turnout
beforeAll(async () => {
  turnout = await serveTurnout(yaml)
})
afterAll(() => stopNow(turnout))

describe('the feed of events', () => {
  it('has exactly one end for each request, whatever became of it', async () => {
    const feed = await readFeed(turnout)
    for (let i = 0; i < 5; i++) await ask(turnout, 'good', i % 2 === 0 ? {} : { stream: true })
    await ask(turnout, 'bad')
    await ask(turnout, 'nobody')
    await ask(turnout, 'slow', {}, AbortSignal.timeout(200))
    const ends = () => feed.events().filter(({ type }) => type === 'request-end' || type === 'request-refused')
    await until(() => ends().length >= 8, feed.text)
    const ids = ends().map(({ data }) => data['request_id'])
    expect(new Set(ids).size).toBe(ids.length)
    expect(
      ends().map(({ type, data }) => `${type} ${String(data['model'])} ${String(data['status'] ?? 'refused')}`),
    ).toEqual([
      ...Array.from({ length: 5 }, () => 'request-end good 200'),
      ...['request-end bad 503', 'request-refused nobody refused', 'request-end slow 499'],
    ])
    const attempts = feed.events().filter(({ type, data }) => type === 'attempt-end' && data['group'] === 'bad')
    expect(attempts).toHaveLength(2)
    feed.leave()
  })

  it('has only what a reader asks for, and says what may be asked for', async () => {
    const feed = await readFeed(turnout, '?types=request-start,fallback')
    await ask(turnout, 'good')
    await until(() => feed.events().length > 0, feed.text)
    expect(feed.events().map(({ type }) => type)).toEqual(['request-start'])
    feed.leave()
    expect(await page(turnout, '/router/events?types=nonsense')).toMatchObject({ error: { param: 'types' } })
  })

  it('turns the fifty-first away, until another one leaves', async () => {
    // Those of the tests before may be about to leave.
    const feeds: Awaited<ReturnType<typeof readFeed>>[] = []
    await until(async () => {
      const feed = await readFeed(turnout, '?types=store-lost')
      if (feed.response.status === 200) feeds.push(feed)
      return feeds.length === 50
    }, turnout.output)
    const extra = await readFeed(turnout)
    for (const { leave } of feeds) leave()
    expect(extra.response.status).toBe(503)
    await until(async () => {
      const feed = await readFeed(turnout)
      feed.leave()
      return feed.response.status === 200
    }, turnout.output)
  })

  it('goes on for everybody else while somebody does not read, who is told how much was lost', async () => {
    const { port, hostname } = new URL(turnout.url)
    const socket = connect(Number(port), hostname).pause()
    socket.write('GET /router/events HTTP/1.1\r\nhost: x\r\n\r\n')
    const feed = await readFeed(turnout, '?types=request-start')
    const tags = { metadata: { padding: 'x'.repeat(500_000) } }
    for (let i = 0; i < 40; i++) await ask(turnout, 'good', tags)
    await until(
      () => feed.events().length === 40,
      () => String(feed.events().length),
    )
    feed.leave()
    let text = ''
    socket.on('data', (bytes) => (text += bytes.toString())).resume()
    await until(
      () => /event: dropped\ndata: \{"count":\d+\}/.test(text),
      () => text.slice(-200),
    )
    socket.destroy()
  })

  it('ends when the server does', async () => {
    const other = await serveTurnout(yaml)
    const feed = await readFeed(other)
    expect(await stopNow(other)).toBe(0)
    await feed.over
  })
})
