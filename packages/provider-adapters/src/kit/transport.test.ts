import { describe, expect, it } from 'vitest'
import { answering, plain, rawServer } from '../test-support/raw-server.test.ts'
import { ask, asked, type Recorder } from '../test-support/recorder.test.ts'
import { transports } from '../test-support/transports.test.ts'

const large = 'x'.repeat(300_000)
const head = 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n'

describe.each(transports)('%s: a request', (_name, make) => {
  const headers = ['content-type', 'application/json', 'x-key', 'J\xf6rg']

  it.each<[string, string | Uint8Array]>([
    ['ASCII text', '{"a":1}'],
    ['other text', '{"a":"ö€😀"}'],
    ['long text', large],
    ['other long text', `${large}€`],
    ['bytes', Buffer.from('{"a":"ö"}')],
    ['many bytes', Buffer.from(large)],
    ['nothing', ''],
  ])('is sent as it is: %s', async (_what, body) => {
    const { origin, connections } = await answering(plain(''))
    await asked(make(), origin, { path: '/a?b=c', headers, body })
    const [lines = '', sent] = connections[0]?.received().split(/\r\n\r\n(.*)/s) ?? []
    const [line, ...fields] = lines.split('\r\n')
    expect(line).toBe('POST /a?b=c HTTP/1.1')
    const length = `content-length: ${Buffer.byteLength(body)}`
    expect(fields.toSorted()).toEqual(
      [
        ...['connection: keep-alive', length, 'content-type: application/json'],
        ...[`host: ${new URL(origin).host}`, 'x-key: J\xf6rg'],
      ].toSorted(),
    )
    expect(Buffer.from(sent ?? '', 'latin1').equals(Buffer.from(body))).toBe(true)
  })

  it('tells no length for a GET, and none of nothing for a POST', async () => {
    const { origin, connections } = await answering(plain(''))
    const transport = make()
    await asked(transport, origin, { method: 'GET', body: null })
    expect(connections[0]?.received()).not.toContain('content-length')
    await asked(transport, origin, { body: null })
    expect(connections.map(({ received }) => received()).join('')).toContain('content-length: 0\r\n')
  })

  it.each([
    ['a line end in a value', { headers: ['x', 'a\r\nb: c'] }],
    ['NUL in a value', { headers: ['x', 'a\0'] }],
    ['a value beyond latin1', { headers: ['x', '€'] }],
    ['a space in a name', { headers: ['x y', 'a'] }],
    ['another framing', { headers: ['transfer-encoding', 'chunked'] }],
    ['a line end in the path', { path: '/a\r\nb' }],
    ['a space in the path', { path: '/a b' }],
    ['a path that does not start', { path: 'a' }],
  ])('is refused, unsent: %s', async (_what, request) => {
    const { origin, connections } = await answering(plain(''))
    const { names, error } = await asked(make(), origin, request)
    expect(names).toEqual(['error'])
    expect(error?.code).toBe('UND_ERR_INVALID_ARG')
    expect(connections).toEqual([])
  })
})

describe.each(transports)('%s: connections', (_name, make) => {
  it('are used again, one request at a time', async () => {
    const { origin, connections } = await answering(plain('a'))
    const transport = make()
    let [begun, together, most] = [0, 0, 0]
    await new Promise<void>((resolve) => {
      const next = () => {
        if (begun === 1_000) return together === 0 && resolve()
        begun++
        most = Math.max(most, ++together)
        ask(transport, origin, {}, ([name]) => {
          if (name !== 'end') return
          together--
          setImmediate(next)
        })
      }
      for (let lane = 0; lane < 32; lane++) next()
    })
    expect(most).toBe(32)
    expect(connections.length).toBeLessThan(50)
  })

  it.each([
    ['the server says so', plain('a', 'connection: close')],
    ['the server speaks HTTP/1.0', 'HTTP/1.0 200 OK\r\ncontent-length: 1\r\n\r\na'],
    ['a body was announced where none may be', 'HTTP/1.1 204 No\r\ncontent-length: 1\r\n\r\n'],
    ['the server keeps them for too short', plain('a', 'keep-alive: timeout=1')],
  ])('are closed when %s', async (_why, answer) => {
    const { origin, connections } = await answering(answer)
    const transport = make()
    for (let round = 0; round < 2; round++) expect((await asked(transport, origin)).names.at(-1)).toBe('end')
    expect(connections.length).toBe(2)
  })

  it('are used again after HTTP/1.0 that keeps them', async () => {
    const answer = 'HTTP/1.0 200 OK\r\nconnection: Keep-Alive\r\ncontent-length: 1\r\n\r\na'
    const { origin, connections } = await answering(answer)
    const transport = make()
    for (let round = 0; round < 2; round++) await asked(transport, origin)
    expect(connections.length).toBe(1)
  })

  it('that the server closed meanwhile are not used', async () => {
    const { origin, connections } = await rawServer(({ socket }) => socket.end(plain('a')))
    const transport = make()
    for (let round = 0; round < 3; round++) {
      expect((await asked(transport, origin)).body).toBe('a')
      await expect.poll(() => connections.every(({ socket }) => socket.destroyed)).toBe(true)
    }
    expect(connections.length).toBe(3)
  })

  it('that are closed in place of an answer fail the request, unanswered', async () => {
    const { origin } = await rawServer(({ socket }, _request, before) => {
      if (before === 0) socket.write(plain('a'))
      else socket.destroy()
    })
    const transport = make()
    await asked(transport, origin)
    const { names, error } = await asked(transport, origin)
    expect(names).toEqual(['start', 'error'])
    expect(error?.code).toBe('UND_ERR_SOCKET')
  })

  it('that cannot be opened fail the request, unsent', async () => {
    const { names, error } = await asked(make(), 'http://127.0.0.1:9')
    expect(names).toEqual(['error'])
    expect(error?.code).toBe('ECONNREFUSED')
  })
})

describe.each(transports)('%s: a handler', (_name, make) => {
  const reason = new Error('enough')

  it.each(['start', 'head', 'data'] as const)('ends its request at %s', async (step) => {
    const { origin, connections } = await answering(`${head}hello`)
    const recorder = await asked(make(), origin, {}, ([name], { controller }) => {
      if (name === step) controller?.abort(reason)
    })
    expect(recorder.names).toEqual([
      ...['start', 'head', 'data'].slice(0, ['start', 'head', 'data'].indexOf(step) + 1),
      'error',
    ])
    expect(recorder.error).toBe(reason)
    if (step !== 'start') await expect.poll(() => connections[0]?.socket.destroyed).toBe(true)
  })

  it('ends its request while it waits', async () => {
    const { origin, connections } = await rawServer(() => {})
    const recorder = ask(make(), origin)
    await expect.poll(() => connections[0]?.received()).toContain('{}')
    recorder.controller?.abort(reason)
    await recorder.over
    expect(recorder.error).toBe(reason)
    await expect.poll(() => connections[0]?.socket.destroyed).toBe(true)
    recorder.controller?.abort(reason)
    expect(recorder.names).toEqual(['start', 'error'])
  })

  it('does nothing to the next request by what it does after its own', async () => {
    const { origin, connections } = await answering(plain('a'))
    const transport = make()
    const first = await asked(transport, origin)
    const second = ask(transport, origin, {}, ([name]) => {
      if (name !== 'head') return
      first.controller?.pause()
      first.controller?.abort(reason)
    })
    await second.over
    expect(second.body).toBe('a')
    expect(first.names.at(-1)).toBe('end')
    expect(connections.length).toBe(1)
  })

  it.each(['start', 'head', 'data'] as const)('that throws at %s fails its own request', async (step) => {
    const { origin } = await answering(plain('a'))
    const transport = make()
    const recorder = await asked(transport, origin, {}, ([name]) => {
      if (name === step) throw reason
    })
    expect(recorder.names.at(-1)).toBe('error')
    expect(recorder.error).toBe(reason)
    expect((await asked(transport, origin)).body).toBe('a')
  })

  it('that throws at its end breaks nothing else', async () => {
    const { origin } = await answering(plain('a'))
    const transport = make()
    await asked(transport, origin, {}, ([name]) => {
      if (name === 'end') throw reason
    })
    expect((await asked(transport, origin)).body).toBe('a')
  })

  it('makes the server wait, and go on', async () => {
    const pieces = 400
    const piece = 'x'.repeat(64 * 1024)
    let written = 0
    const { origin } = await rawServer(({ socket }) => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${pieces * piece.length}\r\n\r\n`)
      const more = () => {
        while (written < pieces && socket.write(piece)) written++
        if (written < pieces) {
          written++
          socket.once('drain', more)
        }
      }
      more()
    })
    let bytes = 0
    const recorder = ask(make(), origin, {}, (call, { controller }) => {
      if (call[0] === 'head') controller?.pause()
      if (call[0] === 'data') bytes += call[1].length
    })
    const stalled = async () => {
      const before = written
      await new Promise((resolve) => setTimeout(resolve, 100))
      return written > 0 && written === before
    }
    await expect.poll(stalled, { timeout: 10_000 }).toBe(true)
    expect(written).toBeLessThan(pieces)
    recorder.controller?.resume()
    await recorder.over
    expect(bytes).toBe(pieces * piece.length)
    expect(recorder.names.at(-1)).toBe('end')
  })
})

describe.each(transports)('%s: closed', (_name, make) => {
  const states = (recorders: readonly Recorder[]) => recorders.map(({ names }) => names.at(-1))

  it('fails what is under way and what comes after, and leaves no connection', async () => {
    const { origin, connections } = await rawServer(({ socket }, _request, before) => {
      if (before === 0) socket.write(plain('a'))
      else socket.write(head)
    })
    const transport = make()
    await asked(transport, origin)
    const running = [ask(transport, origin), ask(transport, origin)]
    await expect.poll(() => states(running)).toEqual(['head', 'head'])
    const connecting = ask(transport, origin)
    await transport.close?.()
    await Promise.all([...running, connecting].map(({ over }) => over))
    expect(states([...running, connecting])).toEqual(['error', 'error', 'error'])
    expect((await asked(transport, origin)).names).toEqual(['error'])
    await expect.poll(() => connections.every(({ socket }) => socket.destroyed)).toBe(true)
  })
})
