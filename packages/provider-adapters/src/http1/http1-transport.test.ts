import type { Socket } from 'node:net'
import { settle, TestClock } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { connectionFailure } from '../kit/connection-failure.ts'
import { answering, plain, rawServer } from '../test-support/raw-server.test.ts'
import { ask, asked } from '../test-support/recorder.test.ts'
import { http1 } from '../test-support/transports.test.ts'

const chunked = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n'

describe('http1: connections', () => {
  it('are free again when a handler hears of the end', async () => {
    const { origin, connections } = await answering(plain('a'))
    const transport = http1()
    let rounds = 0
    await new Promise<void>((resolve) => {
      const next = () =>
        void ask(transport, origin, {}, ([name]) => name === 'end' && (++rounds < 50 ? next() : resolve()))
      next()
    })
    expect(connections.length).toBe(1)
  })

  it('are as many as there are requests at a time; the last one used comes first', async () => {
    const { origin, connections } = await answering(plain('a'))
    const transport = http1()
    const all = Array.from({ length: 8 }, () => asked(transport, origin))
    await Promise.all(all)
    expect(connections.length).toBe(8)
    for (let round = 0; round < 5; round++) await asked(transport, origin)
    const counts = connections.map(({ received }) => received().split('POST').length - 1)
    expect(counts.toSorted()).toEqual([1, 1, 1, 1, 1, 1, 1, 6])
  })

  it('are closed after 30 s without a request, not before, and then nothing is left to wait for', async () => {
    const { origin, connections } = await answering(plain('a'))
    const clock = new TestClock()
    const transport = http1({ clock })
    await asked(transport, origin)
    await clock.advance(29_000)
    await asked(transport, origin)
    await clock.advance(29_000)
    expect(clock.pending).toBe(1)
    expect(connections.map(({ socket }) => socket.destroyed)).toEqual([false])
    await clock.advance(1_500)
    expect(clock.pending).toBe(0)
    await expect.poll(() => connections[0]?.socket.destroyed).toBe(true)
    expect((await asked(transport, origin)).body).toBe('a')
    expect(connections.length).toBe(2)
  })

  it('are closed one to two seconds before the server would', async () => {
    const { origin, connections } = await answering(plain('a', 'Keep-Alive: max=100, timeout=5'))
    const clock = new TestClock()
    const transport = http1({ clock })
    await asked(transport, origin)
    await clock.advance(3_000)
    expect(clock.pending).toBe(1)
    await clock.advance(1_000)
    expect(clock.pending).toBe(0)
    await expect.poll(() => connections[0]?.socket.destroyed).toBe(true)
  })

  it('too old are not used, even if nobody had the time to close them', async () => {
    const { origin, connections } = await answering(plain('a'))
    const clock = new TestClock()
    let lateMs = 0
    const { timer, afterwards } = clock
    const transport = http1({ clock: { timer, afterwards, monotonicMs: () => clock.monotonicMs() + lateMs } })
    await asked(transport, origin)
    lateMs = 60_000
    expect((await asked(transport, origin)).body).toBe('a')
    expect(connections.length).toBe(2)
  })

  it.each([
    ['with the answer', (socket: Socket) => void socket.write(`${plain('a')}x`)],
    [
      'after it',
      (socket: Socket) => {
        socket.write(plain('a'))
        setTimeout(() => socket.write(plain('b')), 20)
      },
    ],
  ])('are closed by a byte too many, %s', async (_when, answer) => {
    const { origin, connections } = await rawServer(({ socket }) => answer(socket))
    const transport = http1()
    expect((await asked(transport, origin)).names).toEqual(['start', 'head', 'data', 'end'])
    await expect.poll(() => connections[0]?.socket.destroyed).toBe(true)
    expect((await asked(transport, origin)).body).toBe('a')
    expect(connections.length).toBe(2)
  })

  it('are not used while there is something from them that nobody has looked at', async () => {
    const { origin, connections } = await answering(plain('a'))
    const ends: (() => void)[] = []
    const { timer, monotonicMs } = new TestClock()
    const transport = http1({ clock: { timer, monotonicMs, afterwards: (run) => void ends.push(run) } })
    const bodyOf = async (): Promise<string> => {
      const asking = ask(transport, origin)
      await expect
        .poll(() => {
          ends.pop()?.()
          return asking.names.at(-1)
        })
        .toBe('end')
      return asking.body
    }
    expect(await bodyOf()).toBe('a')
    connections[0]?.socket.write(plain('b'))
    await expect.poll(() => ends.length).toBe(1)
    expect(await bodyOf()).toBe('a')
    expect(connections.length).toBe(2)
  })

  it.each([
    ['that is over with its connection', 3, (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nabc')],
    ['of which 64 KB are read', 60_000, (socket: Socket) => socket.write(plain('x'.repeat(300_000)))],
  ])('do not wait for the end of a turn with an answer %s', async (_which, leastBytes, answer) => {
    const { origin } = await rawServer(({ socket }) => void answer(socket))
    const { timer, monotonicMs } = new TestClock()
    const asking = ask(http1({ clock: { timer, monotonicMs, afterwards: () => {} } }), origin)
    await expect.poll(() => asking.body.length).toBeGreaterThanOrEqual(leastBytes)
  })

  it('do not wait for the end of a turn with what a stream says first', async () => {
    const { origin, connections } = await rawServer(({ socket }) => void socket.write(`${chunked}1\r\n0\r\n`))
    const { timer, monotonicMs } = new TestClock()
    const ends: (() => void)[] = []
    const asking = ask(http1({ clock: { timer, monotonicMs, afterwards: (run) => void ends.push(run) } }), origin)
    await expect.poll(() => ends.length).toBe(1)
    expect(asking.body).toBe('')
    ends.pop()?.()
    for (const chunk of [1, 2, 3, 4]) {
      connections[0]?.socket.write(`1\r\n${chunk}\r\n`)
      await expect.poll(() => asking.body).toBe('01234'.slice(0, chunk + 1))
    }
    connections[0]?.socket.write('1\r\n5\r\n')
    await expect.poll(() => ends.length).toBe(1)
    expect(asking.body).toBe('01234')
  })

  it('do so for each answer on a connection', async () => {
    const { origin, connections } = await rawServer(({ socket }) => void socket.write(`${chunked}1\r\n0\r\n`))
    const { timer, monotonicMs, afterwards } = new TestClock()
    let held = false
    const ends: (() => void)[] = []
    const clock = {
      timer,
      monotonicMs,
      afterwards: (run: () => void) => (held ? void ends.push(run) : afterwards(run)),
    }
    const transport = http1({ clock })
    for (const round of [1, 2]) {
      held = false
      const asking = ask(transport, origin)
      await expect.poll(() => asking.body).toBe('0')
      held = true
      connections[0]?.socket.write('1\r\n1\r\n')
      await expect.poll(() => asking.body).toBe('01')
      held = false
      for (const chunk of ['2', '3', '4', '5', '6']) {
        connections[0]?.socket.write(`1\r\n${chunk}\r\n`)
        await expect.poll(() => asking.body.at(-1)).toBe(chunk)
      }
      connections[0]?.socket.write('0\r\n\r\n')
      await expect.poll(() => [round, asking.names.at(-1)]).toEqual([round, 'end'])
    }
    expect([connections.length, ends.length]).toEqual([1, 0])
  })

  it('tell of an end at the end of the turn, and are not used again if more came in it', async () => {
    const { origin, connections } = await rawServer(({ socket }) => void socket.write(`${chunked}1\r\n0\r\n`))
    const { timer, monotonicMs } = new TestClock()
    const ends: (() => void)[] = []
    const transport = http1({ clock: { timer, monotonicMs, afterwards: (run) => void ends.push(run) } })
    const first = ask(transport, origin)
    await expect.poll(() => ends.length).toBe(1)
    ends.pop()?.()
    const say = (text: string) => new Promise<void>((said) => connections[0]?.socket.write(text, () => said()))
    await say('1\r\n1\r\n0\r\n\r\n')
    await expect.poll(() => [first.body, ends.length]).toEqual(['01', 1])
    expect(first.names).not.toContain('end')
    // As long as what ended the answer, so that no length tells it apart.
    await say('HTTP/1.1 20')
    for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate)
    ends.pop()?.()
    expect(first.names.at(-1)).toBe('end')
    const second = ask(transport, origin)
    await expect.poll(() => ends.length).toBe(1)
    ends.pop()?.()
    expect([second.body, connections.length]).toEqual(['0', 2])
  })

  it('keep the order of what was read in one turn', async () => {
    const { origin, connections } = await rawServer(({ socket }) => void socket.write(`${chunked}1\r\n0\r\n`))
    const { timer, monotonicMs } = new TestClock()
    const ends: (() => void)[] = []
    const asking = ask(http1({ clock: { timer, monotonicMs, afterwards: (run) => void ends.push(run) } }), origin)
    await expect.poll(() => ends.length).toBe(1)
    await new Promise<void>((said) => connections[0]?.socket.write('1\r\n1\r\n', () => said()))
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate)
    expect([asking.body, ...asking.names]).toEqual(['', 'start'])
    ends.pop()?.()
    expect(asking.body).toBe('01')
  })

  it('are left after an answer that came before the request was whole', async () => {
    const { origin, connections } = await rawServer(
      ({ socket }) => socket.write(plain('b')),
      (socket) => void socket.once('data', (bytes) => bytes.length > 10_000 && socket.pause().write(plain('a'))),
    )
    const transport = http1()
    const early = await asked(transport, origin, { body: 'x'.repeat(30_000_000) })
    expect(early.names).toEqual(['start', 'head', 'data', 'end'])
    expect((await asked(transport, origin)).body).toBe('b')
    expect(connections.length).toBe(2)
  })

  it('that do not open in three seconds fail the request, unsent, as a timeout', async () => {
    const { port } = await rawServer(() => {})
    const clock = new TestClock()
    const recorder = ask(http1({ clock }), `https://127.0.0.1:${port}`)
    await clock.advance(2_900)
    expect(recorder.names).toEqual([])
    await clock.advance(600)
    expect(recorder.names).toEqual(['error'])
    const failure = recorder.error && connectionFailure(recorder.error, 'unsent')
    expect(failure).toMatchObject({ kind: 'timeout', sent: false })
    expect(clock.pending).toBe(0)
  })

  it('are not kept when the handler goes away before anything was sent, but used for the next', async () => {
    const { origin, connections } = await answering(plain('a'))
    const transport = http1()
    await asked(
      transport,
      origin,
      {},
      ([name], { controller }) => name === 'start' && controller?.abort(new Error('no')),
    )
    expect((await asked(transport, origin)).body).toBe('a')
    expect(connections.length).toBe(1)
  })
})

describe('http1: a handler', () => {
  it('gets the chunks of one read as one piece, of its own', async () => {
    const chunks = Array.from({ length: 60 }, (_, at) => `data: ${at}\n\n`)
    const framed = chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('')
    const { origin } = await answering(`${chunked}${framed}0\r\n\r\n`)
    const pieces: Uint8Array[] = []
    const transport = http1()
    const get = () =>
      new Promise((resolve) =>
        transport.dispatch(
          { origin, path: '/', method: 'GET', headers: [], body: null },
          {
            onRequestStart() {},
            onResponseStart() {},
            onResponseData: (_controller, piece) => void pieces.push(piece),
            onResponseEnd: resolve,
            onResponseError: (_controller, error) => resolve(error),
          },
        ),
      )
    await get()
    expect(pieces.length).toBe(1)
    await get()
    expect(pieces.map((piece) => Buffer.from(piece).toString())).toEqual([chunks.join(''), chunks.join('')])
  })

  it('that throws even when it hears of a failure breaks nothing else', async () => {
    const { origin } = await answering(plain('a'))
    const transport = http1()
    const recorder = ask(transport, origin, {}, () => {
      throw new Error('no')
    })
    await recorder.over
    expect(recorder.names).toEqual(['start', 'error'])
    expect((await asked(transport, origin)).body).toBe('a')
  })

  it('pauses before the answer, ends, and leaves a connection that reads again', async () => {
    const { origin, connections } = await answering(plain('a'))
    const transport = http1()
    const pausing = ask(transport, origin, {}, ([name], { controller }) => name === 'data' && controller?.pause())
    await pausing.over
    const waiting = ask(transport, origin, {}, ([name], { controller }) => name === 'start' && controller?.pause())
    await settle()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(waiting.names).toEqual(['start'])
    waiting.controller?.resume()
    await waiting.over
    expect(waiting.body).toBe('a')
    expect(connections.length).toBe(1)
  })

  it.each([
    ['ftp://127.0.0.1', 'UND_ERR_INVALID_ARG'],
    ['nonsense', 'ERR_INVALID_URL'],
  ])('hears that %s is no origin', async (origin, code) => {
    const { names, error } = await asked(http1(), origin)
    expect([...names, error?.code]).toEqual(['error', code])
  })
})

describe('http1: an answer', () => {
  it('may be announced', async () => {
    const { origin, connections } = await answering(
      `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: a\r\n\r\n${plain('a')}`,
    )
    const transport = http1()
    for (let round = 0; round < 2; round++) {
      const { names, status } = await asked(transport, origin)
      expect([status, ...names]).toEqual([200, 'start', 'head', 'data', 'end'])
    }
    expect(connections.length).toBe(1)
  })

  const line = (length: number) => `x: ${'a'.repeat(length)}\r\n`
  it.each([
    ['a head above 64 KiB', `HTTP/1.1 200 OK\r\n${line(70_000)}\r\n`],
    ['a head without end', `HTTP/1.1 200 OK\r\n${line(70_000)}`],
    ['extensions above 16 KiB', `${chunked}1;${'a'.repeat(9_000)}\r\na\r\n1;${'a'.repeat(9_000)}\r\n`],
    ['trailers above 16 KiB', `${chunked}0\r\n${line(17_000)}\r\n`],
    ['trailers without end', `${chunked}0\r\n${line(17_000)}`],
    ['a trailer that is no header', `${chunked}0\r\nx y: z\r\n\r\n`],
    ['a folded header', 'HTTP/1.1 200 OK\r\na: b\r\n c\r\ncontent-length: 0\r\n\r\n'],
    ['bare line feeds', 'HTTP/1.1 200 OK\ncontent-length: 0\n\r\n\r\n'],
    ['a bare line feed in the head', 'HTTP/1.1 200 OK\r\na: b\ncontent-length: 0\r\n\r\n'],
    ['a bare carriage return in the head', 'HTTP/1.1 200 OK\r\na: b\rc: d\r\ncontent-length: 0\r\n\r\n'],
    ['a bare line feed behind a size', `${chunked}1\na\r\n0\r\n\r\n`],
    ['a bare line feed behind a chunk', `${chunked}1\r\na\n0\r\n\r\n`],
    ['another coding', 'HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n'],
    ['chunked twice', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['chunks in HTTP/1.0', 'HTTP/1.0 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['a length with a sign', 'HTTP/1.1 200 OK\r\ncontent-length: +1\r\n\r\na'],
    ['two lengths in one', 'HTTP/1.1 200 OK\r\ncontent-length: 1, 1\r\n\r\na'],
    ['a chunk beyond 2^53', `${chunked}20000000000000\r\na`],
    ['a space before an extension', `${chunked}1 ;a\r\na\r\n0\r\n\r\n`],
    ['a line feed in an extension', `${chunked}1;a\nb\r\na\r\n0\r\n\r\n`],
  ])('is refused, and its connection closed: %s', async (_what, text) => {
    const { origin, connections } = await answering(text)
    const { names, error } = await asked(http1(), origin)
    expect(names.at(-1)).toBe('error')
    expect(error?.code).toBe('MALFORMED_ANSWER')
    await expect.poll(() => connections[0]?.socket.destroyed).toBe(true)
  })

  it('passes on what came before it broke', async () => {
    const { origin } = await answering(`${chunked}5\r\nhello\r\nzzz`)
    const { names, body } = await asked(http1(), origin)
    expect([body, ...names]).toEqual(['hello', 'start', 'head', 'data', 'error'])
  })
})
