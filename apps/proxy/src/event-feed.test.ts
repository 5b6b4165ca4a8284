import type { Callback, RouterEvent } from '@turnout/core'
import { TestClock } from '@turnout/testing'
import { expect, it } from 'vitest'
import { EventFeed } from './event-feed.ts'
import { EventReader } from './event-reader.ts'

function setUp() {
  const listening = new Set<Callback>()
  const feed = new EventFeed((callback) => {
    listening.add(callback)
    return () => listening.delete(callback)
  }, new TestClock())
  const read = (types?: readonly RouterEvent['type'][]) => {
    const texts: string[] = []
    const writable = { write: (text: string) => texts.push(text) > 0, end: () => texts.push('end') }
    const reader = new EventReader({ ...writable, off: () => {} } as never, types && new Set(types))
    return { texts, stop: feed.add(reader) }
  }
  const tell = (event: RouterEvent) => {
    for (const { hears, on } of listening) if (hears?.includes(event.type) ?? true) on(event)
  }
  return { feed, listening, read, tell, hears: () => [...listening].map(({ hears }) => hears) }
}

const fallback: RouterEvent = { type: 'fallback', requestId: 'r', atMs: 0, from: 'a', to: 'b', kind: 'server' }

it('nobody listens while nobody reads, and to no more than is read', () => {
  const { read, hears } = setUp()
  expect(hears()).toEqual([])
  const one = read(['fallback'])
  const two = read(['fallback', 'store-lost'])
  expect(hears()).toEqual([['fallback', 'store-lost']])
  const three = read()
  expect(hears()).toEqual([undefined])
  for (const { stop } of [three, two]) stop()
  expect(hears()).toEqual([['fallback']])
  one.stop()
  one.stop()
  expect(hears()).toEqual([])
})

it('each reader is told what it asks for, once, in words of JSON', () => {
  const { read, tell } = setUp()
  const [all, some] = [read(), read(['store-lost'])]
  tell(fallback)
  const [text = ''] = all.texts
  expect([all.texts.length, some.texts.length]).toEqual([1, 0])
  expect(text).toMatch(/^event: fallback\ndata: \{.*\}\n\n$/)
  expect(JSON.parse(text.split('data: ')[1] ?? '')).toMatchObject({
    request_id: 'r',
    from: 'a',
    to: 'b',
    kind: 'server',
  })
})

it('tells decision records without prompt and answer, whatever others are told', () => {
  const { read, tell } = setUp()
  const { texts } = read()
  tell({
    ...{ type: 'request-end', requestId: 'r', operation: 'chat', model: 'm', asked: 'm', group: 'm', stream: false },
    ...{ tags: [], atMs: 1, wallMs: 1, durationMs: 1, overheadMs: 0, attempts: [], fallbacks: 0 },
    content: { request: { prompt: 'secret' }, answer: { text: 'secret' } },
  })
  expect(texts[0]).toContain('"request_id":"r"')
  expect(texts[0]).not.toContain('secret')
})

it('its readers end with it', () => {
  const { feed, read, hears } = setUp()
  const { texts } = read()
  feed.close()
  expect([texts, hears()]).toEqual([['end'], []])
})
