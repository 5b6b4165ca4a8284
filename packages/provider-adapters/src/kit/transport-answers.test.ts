import { describe, expect, it } from 'vitest'
import { answering } from '../test-support/raw-server.test.ts'
import { asked, type Recorder } from '../test-support/recorder.test.ts'
import { http1, transports, undici } from '../test-support/transports.test.ts'
import { connectionFailure } from './connection-failure.ts'

type Script = [name: string, answer: string, then?: 'close']

const head = (...lines: string[]): string => `${['HTTP/1.1 200 OK', ...lines, '', ''].join('\r\n')}`
const chunked = head('transfer-encoding: chunked')

/** Both transports tell of these in the same words. */
const understood: Script[] = [
  ['a counted body', `${head('content-length: 5')}hello`],
  ['no body', head('content-length: 0')],
  ['chunks', `${chunked}5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n`],
  ['no chunks', `${chunked}0\r\n\r\n`],
  ['chunk sizes in capitals, with zeros before', `${chunked}00A\r\n0123456789\r\n0\r\n\r\n`],
  ['chunk extensions', `${chunked}5;a=b;c="d"\r\nhello\r\n0;e\r\n\r\n`],
  ['a chunked body in capitals', `${head('Transfer-Encoding: Chunked')}5\r\nhello\r\n0\r\n\r\n`],
  ['trailers', `${chunked}5\r\nhello\r\n0\r\nX-Sum: 1\r\nx-sum: 2\r\nother:\r\n\r\n`],
  ['a body until the end', `${head()}hello`, 'close'],
  ['no body until the end', head(), 'close'],
  ['204', 'HTTP/1.1 204 No Content\r\n\r\n'],
  ['304 that tells a length', 'HTTP/1.1 304 Not Modified\r\ncontent-length: 5\r\n\r\n'],
  ['an error', 'HTTP/1.1 429 Too Many Requests\r\ncontent-length: 2\r\n\r\n{}'],
  ['no reason', 'HTTP/1.1 200 \r\ncontent-length: 2\r\n\r\n{}'],
  ['no reason, nor a space', 'HTTP/1.1 200\r\ncontent-length: 2\r\n\r\n{}'],
  ['HTTP/1.0', 'HTTP/1.0 200 OK\r\ncontent-length: 5\r\n\r\nhello'],
  ['HTTP/1.0 until the end', 'HTTP/1.0 200 OK\r\n\r\nhello', 'close'],
  ['connection: close', `${head('content-length: 5', 'connection: close')}hello`],
  ['names in any case, values with blanks before', head('CONTENT-Length:  0', 'X-a:\t b c', 'x-B:', 'x-C:d')],
  ['names that come twice', head('content-length: 0', 'set-cookie: a', 'Set-Cookie: b', 'x-y: 1', 'x-y: 2', 'x-y: 3')],
  ['values in latin1', head('content-length: 0', 'x-name: J\xf6rg')],
  ['names that objects have', head('content-length: 0', 'constructor: a', 'valueof: b')],
]

/** Both transports fail with these, at the same step. */
const broken: Script[] = [
  ['nothing', '', 'close'],
  ['half a head', 'HTTP/1.1 200 OK\r\ncontent-le', 'close'],
  ['half a counted body', `${head('content-length: 5')}he`, 'close'],
  ['half a chunk', `${chunked}5\r\nhe`, 'close'],
  ['no last chunk', `${chunked}5\r\nhello\r\n`, 'close'],
  ['half a last chunk', `${chunked}5\r\nhello\r\n0\r\n`, 'close'],
  ['not HTTP', 'SSH-2.0-OpenSSH_9.2\r\n\r\n'],
  ['another version', 'HTTP/3.7 200 OK\r\n\r\n'],
  ['a status of letters', 'HTTP/1.1 abc OK\r\n\r\n'],
  ['a space before the colon', head('content-length : 0')],
  ['a header without a colon', head('content-length 0')],
  ['a header without a name', head(': 0')],
  ['NUL in a value', head('content-length: 0', 'a: \0')],
  ['two lengths', head('content-length: 5', 'content-length: 6')],
  ['a length twice', `${head('content-length: 5', 'content-length: 5')}hello`],
  ['a negative length', head('content-length: -5')],
  ['a length of letters', head('content-length: 5a')],
  ['a length without end', head(`content-length: ${'9'.repeat(30)}`)],
  ['a length and chunks', `${head('content-length: 5', 'transfer-encoding: chunked')}0\r\n\r\n`],
  ['chunks and a length', `${head('transfer-encoding: chunked', 'content-length: 5')}0\r\n\r\n`],
  ['a chunk size of letters', `${chunked}xyz\r\n`],
  ['no chunk size', `${chunked}\r\n`],
  ['a chunk size without end', `${chunked}${'f'.repeat(17)}\r\n`],
  ['a chunk longer than it says', `${chunked}2\r\nhello\r\n0\r\n\r\n`],
  ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'],
]

/** Pieces of a body as one; a failure as what the rest of Turnout makes of it. */
const told = ({ calls }: Recorder): readonly unknown[] => {
  const merged: unknown[] = []
  for (const call of calls) {
    const last = merged.at(-1)
    if (call[0] === 'data' && Array.isArray(last) && last[0] === 'data') last[1] += call[1]
    else if (call[0] === 'error') {
      const { kind, code } = connectionFailure(call[1], merged.length > 1 ? 'answered' : 'sent')
      merged.push(['error', kind, code])
    } else merged.push([...call])
  }
  return merged
}

describe('an answer is told of alike by every transport', () => {
  const both = async ([, text, then]: Script) => {
    const { origin } = await answering(text, then)
    const [ours, theirs] = await Promise.all([asked(http1(), origin), asked(undici(), origin)])
    return { ours, theirs }
  }

  it.each(understood)('%s', async (...script) => {
    const { ours, theirs } = await both(script)
    expect(ours.names.at(-1)).toBe('end')
    expect(told(ours)).toEqual(told(theirs))
  })

  it.each(broken)('broken: %s', async (...script) => {
    const { ours, theirs } = await both(script)
    expect(ours.names.at(-1)).toBe('error')
    expect(told(ours)).toEqual(told(theirs))
  })
})

describe.each(transports)('%s: the end of a connection', (_name, transport) => {
  it.each(broken.filter(([, , then]) => then === 'close'))(
    '%s: the other side has closed',
    async (_what, text, then) => {
      const { origin } = await answering(text, then)
      expect((await asked(transport(), origin)).error).toMatchObject({
        code: 'UND_ERR_SOCKET',
        message: 'other side closed',
      })
    },
  )
})
