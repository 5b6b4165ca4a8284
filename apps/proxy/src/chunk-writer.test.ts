import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { ChunkWriter } from './chunk-writer.ts'

/** What a raw client reads of what `answer` writes, to the end of the connection. */
async function told(answer: (response: ServerResponse) => unknown, requests = 1, version = '1.1'): Promise<string> {
  const server = createServer((_request, response) => void answer(response)).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const head = (last: boolean) => `GET / HTTP/${version}\r\nhost: h\r\n${last ? 'connection: close\r\n' : ''}\r\n`
  socket.write(Array.from({ length: requests }, (_, at) => head(at === requests - 1)).join(''))
  let text = ''
  for await (const piece of socket.setEncoding('latin1')) text += piece
  return text
}

const chunks = (text: string): readonly string[] => {
  const found: string[] = []
  for (let rest = text.slice(text.indexOf('\r\n\r\n') + 4); rest; ) {
    const end = rest.indexOf('\r\n')
    const length = Number.parseInt(rest.slice(0, end), 16)
    found.push(rest.slice(end + 2, end + 2 + length))
    expect(rest.slice(end + 2 + length, end + 4 + length)).toBe('\r\n')
    rest = rest.slice(end + 4 + length)
  }
  return found
}

describe('ChunkWriter', () => {
  it('frames each chunk, whatever its bytes and size, and the end', async () => {
    const piece = fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constant(new Uint8Array(20_000).fill(0xe4)))
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 6 }), async (pieces) => {
        const text = await told((response) => {
          response.writeHead(200)
          const writer = new ChunkWriter(response)
          for (const one of pieces) writer.write(one)
          writer.end('the end \u{1F44B}')
        })
        const sent = pieces.filter(({ length }) => length > 0).map((one) => Buffer.from(one).toString('latin1'))
        expect(chunks(text)).toEqual([...sent, Buffer.from('the end \u{1F44B}').toString('latin1'), ''])
      }),
      { numRuns: 50 },
    )
  })

  it.each([
    [100, true],
    [5_000, false],
  ])('writes the head and a first chunk of %i bytes in one piece: %s', async (bytes, inOne) => {
    let writes = 0
    await told((response) => {
      response.writeHead(200)
      const { socket } = response
      if (!socket) throw new Error('no socket')
      const write = vi.spyOn(socket, 'write')
      const writer = new ChunkWriter(response)
      writer.write(Buffer.alloc(bytes, 'x'))
      writes = write.mock.calls.length
      writer.end('end')
    })
    expect(writes === 1).toBe(inOne)
  })

  it('lets the first chunk go at once, whatever else the turn has to do', async () => {
    let waiting: number | undefined
    await told((response) => {
      response.writeHead(200)
      const writer = new ChunkWriter(response)
      writer.write(Buffer.from('the first words'))
      waiting = response.socket?.writableLength
      writer.end('end')
    })
    expect(waiting).toBe(0)
  })

  it('frames nothing for a client of HTTP/1.0, which knows no chunks', async () => {
    const text = await told(
      (response) => {
        response.writeHead(200)
        const writer = new ChunkWriter(response)
        for (const one of ['a', 'b']) writer.write(Buffer.from(one))
        writer.end('c')
      },
      1,
      '1.0',
    )
    expect(text.slice(text.indexOf('\r\n\r\n') + 4)).toBe('abc')
  })

  it('keeps answers apart that share a connection', async () => {
    let count = 0
    const text = await told(async (response) => {
      const name = ++count
      response.writeHead(200, { 'x-name': String(name) })
      const writer = new ChunkWriter(response)
      for (let at = 0; at < 3; at++) {
        writer.write(Buffer.from(`${name}.${at} `))
        await new Promise(setImmediate)
      }
      writer.end('.')
    }, 2)
    const [, first = '', second = ''] = text.split(/^HTTP\/1\.1 200 OK\r\n/m)
    expect(chunks(first)).toEqual(['1.0 ', '1.1 ', '1.2 ', '.', ''])
    expect(chunks(second)).toEqual(['2.0 ', '2.1 ', '2.2 ', '.', ''])
  })

  it('tells when a reader that is slow has caught up', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(200)
      const writer = new ChunkWriter(response)
      const go = () => {
        for (let at = 0; at < 2_000; at++) if (!writer.write(Buffer.alloc(10_000, 'x'))) break
        const waited = writer.drained(() => {
          waited()
          writer.end('done')
        })
      }
      go()
    }).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    socket.write('GET / HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n')
    await once(socket, 'readable')
    let text = ''
    for await (const piece of socket.setEncoding('latin1')) text += piece
    expect(text.endsWith('4\r\ndone\r\n0\r\n\r\n')).toBe(true)
  })
})
