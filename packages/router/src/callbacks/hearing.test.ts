import type { Callback, RequestEnd, RouterEvent } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { hearing } from './hearing.ts'

const base = { requestId: 'r', atMs: 0, operation: 'chat', model: 'm', group: 'm', stream: false } as const
const served: RequestEnd = {
  ...{ ...base, type: 'request-end', asked: 'm', tags: [], wallMs: 0, durationMs: 1, overheadMs: 0 },
  ...{ attempts: [], fallbacks: 0 },
}
const failed: RequestEnd = { ...served, failure: { kind: 'server', status: 502, code: 'c', message: 'm' } }
const started: RouterEvent = { ...base, type: 'request-start' }
const refused: RouterEvent = {
  ...{ type: 'request-refused', requestId: 'r', atMs: 0, operation: 'chat', model: 'm' },
  failure: { kind: 'model-not-found', status: 404, code: 'c', message: 'm' },
}

/** With methods that need `this`, as a class has them. */
class Ears implements Callback {
  readonly name = 'ears'
  readonly heard: RouterEvent[] = []
  readonly wantsSteps = true
  readonly hears = ['request-end', 'request-start', 'request-refused'] as const
  on(event: RouterEvent) {
    this.heard.push(event)
    return Promise.resolve()
  }
  losses() {
    return { dropped: this.heard.length, failed: 0 }
  }
  trace() {
    return { traceId: 't', spanId: this.name }
  }
}

describe('hearing', () => {
  it.each([
    ['successes', [started, served, refused]],
    ['failures', [started, failed, refused]],
    ['all', [started, served, failed, refused]],
  ] as const)('passes on %s, and whatever ends no request', (hears, expected) => {
    const ears = new Ears()
    const callback = hearing(hears, ears)
    for (const event of [started, served, failed, refused]) callback.on(event)
    expect(ears.heard).toEqual(expected)
  })

  it('keeps everything else that a callback has, and its promises', async () => {
    const callback = hearing('successes', new Ears())
    expect(callback).toMatchObject({
      name: 'ears',
      wantsSteps: true,
      hears: ['request-end', 'request-start', 'request-refused'],
    })
    expect(callback.on(served)).toBeInstanceOf(Promise)
    expect(callback.losses?.()).toEqual({ dropped: 1, failed: 0 })
    expect(callback.trace?.({ traceparent: undefined, tracestate: undefined })).toEqual({
      traceId: 't',
      spanId: 'ears',
    })
  })

  it('has nothing that the callback has not', () => {
    const plain = { name: 'plain', on: () => {} }
    expect(Object.keys(hearing('failures', plain)).toSorted()).toEqual(['name', 'on'])
  })
})
