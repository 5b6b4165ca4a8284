import type { TransportController, TransportHandler, TransportRequest } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { type FakeAnswer, FakeTransport } from './fake-transport.ts'
import { settle } from './test-clock.ts'

const request: TransportRequest = {
  ...{ origin: 'https://x', path: '/v1', method: 'POST', body: '{"a":1}' },
  headers: ['Authorization', 'Bearer k', 'X-A', 'b'],
}

/** Dispatches once and writes down what the handler hears; `at` may act on it. */
async function hear(answer: FakeAnswer, at: (event: string, controller: TransportController) => void = () => {}) {
  const heard: string[] = []
  let last: TransportController | undefined
  const note = (event: string, controller: TransportController | undefined) => {
    heard.push(event)
    last = controller ?? last
    if (last) at(event, last)
  }
  const handler: TransportHandler = {
    onRequestStart: (controller) => note('request', controller),
    onResponseStart: (controller, status, headers) => note(`${status} ${headers['content-type']}`, controller),
    onResponseData: (controller, chunk) => note(new TextDecoder().decode(chunk), controller),
    onResponseEnd: (controller) => note('end', controller),
    onResponseError: (controller, error) => note(`error ${error.message}`, controller),
  }
  const transport = new FakeTransport(() => answer)
  transport.dispatch(request, handler)
  const before = [...heard]
  for (let i = 0; i < 4; i++) await settle()
  return { heard, before, transport, controller: last }
}

describe('FakeTransport', () => {
  it('remembers what it was asked', async () => {
    const { transport } = await hear({})
    expect(transport.seen).toMatchObject([
      { request, headers: { authorization: 'Bearer k', 'x-a': 'b' }, body: '{"a":1}', aborted: undefined },
    ])
  })

  it('answers by what it was asked', () => {
    const asked: string[] = []
    const transport = new FakeTransport(({ body }) => {
      asked.push(body)
      return {}
    })
    transport.dispatch(
      { ...request, body: new TextEncoder().encode('bytes') },
      new Proxy({}, { get: () => () => {} }) as never,
    )
    expect(asked).toEqual(['bytes'])
  })

  it('answers later, never while it is asked', async () => {
    const { before, heard } = await hear({})
    expect(before).toEqual([])
    expect(heard).toEqual(['request', '200 application/json', 'end'])
  })

  it('delivers its pieces in order, text and bytes', async () => {
    const headers = { 'content-type': 'text/event-stream' }
    const { heard } = await hear({ status: 201, headers, pieces: ['one', new TextEncoder().encode('two')] })
    expect(heard).toEqual(['request', '201 text/event-stream', 'one', 'two', 'end'])
  })

  it('breaks after its pieces', async () => {
    const { heard } = await hear({ pieces: ['one'], breaksWith: new Error('reset') })
    expect(heard).toEqual(['request', '200 application/json', 'one', 'error reset'])
  })

  it('breaks before any answer where there are no pieces', async () => {
    expect((await hear({ breaksWith: new Error('refused') })).heard).toEqual(['request', 'error refused'])
  })

  it('stays silent', async () => {
    expect((await hear({ silent: true })).heard).toEqual(['request'])
  })

  it('delivers nothing while it is paused, and goes on when resumed', async () => {
    const { heard, controller } = await hear({ pieces: ['one', 'two'] }, (event, own) => {
      if (event === 'one') own.pause()
    })
    expect(heard).toEqual(['request', '200 application/json', 'one'])
    controller?.resume()
    await settle()
    expect(heard.slice(3)).toEqual(['two', 'end'])
  })

  it('ends with the reason it was aborted for, once, and delivers no more', async () => {
    const { heard, transport } = await hear({ pieces: ['one', 'two'] }, (event, controller) => {
      if (event !== 'one') return
      controller.abort(new Error('enough'))
      controller.abort(new Error('again'))
    })
    expect(heard.slice(2)).toEqual(['one', 'error enough'])
    expect(transport.seen[0]?.aborted?.message).toBe('enough')
  })

  it('can be aborted while it is silent or paused', async () => {
    const silent = await hear({ silent: true })
    silent.controller?.abort(new Error('enough'))
    const paused = await hear({ pieces: ['one'] }, (event, controller) => {
      if (event === 'request') controller.pause()
    })
    paused.controller?.abort(new Error('enough'))
    await settle()
    expect([silent.heard.at(-1), paused.heard.at(-1)]).toEqual(['error enough', 'error enough'])
    expect(paused.heard).not.toContain('one')
  })

  it('cannot be aborted when it is over', async () => {
    const { heard, controller, transport } = await hear({})
    controller?.abort(new Error('late'))
    await settle()
    expect(heard.at(-1)).toBe('end')
    expect(transport.seen[0]?.aborted).toBeUndefined()
  })
})
