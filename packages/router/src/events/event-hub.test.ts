import type { Callback, RouterEvent } from '@turnout/core'
import { settle, TestClock } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'
import { EventHub } from './event-hub.ts'

const { config } = createRouter({ modelList: [{ modelName: 'm', litellmParams: { model: 'simulated/m' } }] }).generation

function hub(...callbacks: readonly Callback[]) {
  const clock = new TestClock()
  const events = new EventHub(clock)
  events.use(callbacks, config)
  const tell = (requestId: string) =>
    events.emit?.({ type: 'fallback', requestId, atMs: 0, from: 'a', to: 'b', kind: 'server' })
  return { clock, events, tell }
}

const ears = (name = 'ears', more: Partial<Callback> = {}) => {
  const heard: RouterEvent[] = []
  return { heard, callback: { name, on: (event: RouterEvent) => heard.push(event), ...more } }
}

function thrown(what: unknown): never {
  throw what
}

/** A callback as somebody's plain JavaScript may have it, whatever the types say. */
const untyped = (name: string, parts: object): Callback => Object.assign({ name, on() {} }, parts)
const rejected = () => Promise.reject(new Error('its own mind'))

// biome-ignore lint/suspicious/noThenProperty: that is what it is to be.
const rejectingThenable = { then: (_: unknown, reject: (reason: unknown) => void) => reject(new Error('no')) }

const ids = (heard: readonly RouterEvent[]) => heard.flatMap((event) => ('requestId' in event ? [event.requestId] : []))

describe('EventHub', () => {
  it('tells in order, afterwards', async () => {
    const { heard, callback } = ears()
    const { tell } = hub(callback)
    for (const id of ['1', '2', '3']) tell(id)
    expect(heard).toEqual([])
    await settle()
    expect(ids(heard)).toEqual(['1', '2', '3'])
  })

  it('has nothing to tell while nobody listens, and all again for whoever comes later', async () => {
    const { events, tell } = hub()
    expect(events.emit).toBeUndefined()
    const { heard, callback } = ears('late', { wantsSteps: true })
    const stop = events.listen(callback)
    expect(events.wantsSteps).toBe(true)
    tell('1')
    await settle()
    stop()
    expect([events.emit, events.emitAttempt, events.wantsSteps]).toEqual([undefined, undefined, false])
    expect(ids(heard)).toEqual(['1'])
  })

  it.each([
    ['throws', () => expect.fail('its own mind')],
    ['rejects', () => Promise.reject(new Error('its own mind'))],
  ])('a callback that %s is told on, counted, and said once to the others', async (_, on) => {
    const { heard, callback } = ears()
    const { events, tell } = hub({ name: 'broken', hears: ['fallback'], on }, callback)
    for (const id of ['1', '2', '3']) {
      tell(id)
      await settle()
    }
    expect(ids(heard)).toEqual(['1', '2', '3'])
    expect(heard.filter(({ type }) => type === 'callback-fault')).toMatchObject([
      { callback: 'broken', reason: 'its own mind' },
    ])
    expect(events.losses).toEqual([
      { name: 'broken', dropped: 0, failed: 3 },
      { name: 'ears', dropped: 0, failed: 0 },
    ])
  })

  it.each<[string, object]>([
    ['throws what has no words', { on: () => thrown(Object.create(null)) }],
    ['rejects with what has no words', { on: () => Promise.reject(Object.create(null)) }],
    ['rejects without being a promise', { on: () => rejectingThenable }],
    ['throws when it is told the configuration', { configure: () => expect.fail('its own mind') }],
    ['rejects when it is told the configuration', { configure: async () => expect.fail('its own mind') }],
    ['says nonsense of a trace', { trace: () => 0 }],
    ['rejects when it is asked for a trace', { trace: rejected }],
    ['rejects when it is asked what it lost', { losses: rejected }],
  ])('a callback that %s is said once, and the others are told on', async (_, more) => {
    const { heard, callback } = ears()
    const { events, tell } = hub(untyped('broken', { hears: ['fallback'], ...more }), callback)
    for (const id of ['1', '2']) {
      expect(events.losses).toHaveLength(2)
      events.trace({ traceparent: undefined, tracestate: undefined })
      tell(id)
      await settle()
    }
    expect(ids(heard)).toEqual(['1', '2'])
    expect(heard.filter(({ type }) => type === 'callback-fault')).toMatchObject([{ callback: 'broken' }])
  })

  it.each([
    { traceId: '1'.repeat(32), spanId: '2'.repeat(16), state: 'a=b\r\nx: y' },
    { traceId: '0'.repeat(32), spanId: '2'.repeat(16) },
    { traceId: '1'.repeat(32), spanId: '"' },
    { traceId: '1'.repeat(32), spanId: '2'.repeat(16), parentSpanId: '' },
  ])('a place in a trace that is none is not passed on: %j', (context) => {
    const { events } = hub({ name: 'one', on() {}, trace: () => context })
    expect(events.trace({ traceparent: undefined, tracestate: undefined })).toBeUndefined()
  })

  it.each([
    ['says nothing', () => null],
    ['rejects', rejected],
    ['counts in words', () => ({ dropped: 'x' })],
  ])('what a callback lost is a number, also where it %s', (_, losses) => {
    expect(hub(untyped('one', { losses })).events.losses).toEqual([{ name: 'one', dropped: 0, failed: 0 }])
  })

  it('a callback that never ends is told of a thousand events, and passed by after that', async () => {
    let told = 0
    const on = (): Promise<void> => {
      told++
      return new Promise(() => {})
    }
    const never: Callback = { name: 'never', hears: ['fallback'], on }
    const { heard, callback } = ears()
    const { events, tell } = hub(never, callback)
    for (let at = 0; at < 1_500; at++) tell(String(at))
    await settle()
    expect(told).toBe(1_000)
    expect(ids(heard)).toHaveLength(1_500)
    expect(events.losses[0]).toEqual({ name: 'never', dropped: 500, failed: 0 })
  })

  it('goes on with who has ended', async () => {
    let told = 0
    const { tell } = hub({ name: 'slow', on: async () => void told++ })
    for (let round = 0; round < 3; round++) {
      for (let at = 0; at < 800; at++) tell('x')
      await settle()
    }
    expect(told).toBe(2_400)
  })

  it('keeps what it knows of those that stay when the configuration changes', async () => {
    const broken: Callback = { name: 'broken', hears: ['fallback'], on: () => expect.fail('no') }
    const { events, tell } = hub(broken)
    tell('1')
    await settle()
    events.use([broken], config)
    expect(events.losses).toMatchObject([{ failed: 1 }])
  })

  it('closes callbacks when all is told, and waits for none for ever', async () => {
    const order: string[] = []
    const good = ears('good', {
      on: () => order.push('told'),
      close: async () => void order.push('closed'),
    })
    const { clock, events, tell } = hub(good.callback, { name: 'stuck', on() {}, close: () => new Promise(() => {}) })
    tell('1')
    const closed = events.close()
    expect(order).toEqual(['told', 'closed'])
    await clock.finish(closed)
    expect(clock.pending).toBe(0)
  })

  it('gives requests the place in a trace that the first callback with one says', () => {
    const context = { traceId: '1'.repeat(32), spanId: '2'.repeat(16) }
    const { events } = hub(
      { name: 'none', on() {} },
      { name: 'one', on() {}, trace: ({ traceparent }) => (traceparent === 'skip' ? undefined : context) },
      { name: 'two', on() {}, trace: () => expect.fail('not asked') },
    )
    expect(events.traces).toBe(true)
    expect(events.trace({ traceparent: undefined, tracestate: undefined })).toBe(context)
    expect(events.trace({ traceparent: 'skip', tracestate: undefined })).toBeUndefined()
  })
})
