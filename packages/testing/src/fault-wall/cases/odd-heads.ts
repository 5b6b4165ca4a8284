import type { FaultCase } from '../case.ts'
import { goodText } from '../client.ts'
import { refused } from '../outcomes.ts'
import { send } from '../script.ts'
import { headers, odd, ours, path, sends } from './odd-request.ts'

const unreadable = refused(400, 'invalid_http')
const noSuchPath = refused(404, 'unknown_url')

/** What a client sends is not what it should be: heads, and how requests are framed. */
export const oddHeads: readonly FaultCase[] = [
  odd('C20', 'a length and chunks', headers('transfer-encoding: chunked'), unreadable),
  odd('C20', 'two lengths', headers('content-length: 5'), unreadable),
  odd(
    'C20',
    'lines that end in LF alone',
    sends((asked) => goodText(asked).replaceAll('\r\n', '\n')),
    unreadable,
  ),
  odd('C20', 'a folded header', headers('x-folded: a', ' b'), unreadable),
  odd('C20', 'NUL in a header', headers('x-nul: a\0b'), unreadable),
  odd(
    'C20',
    'no HTTP at all',
    sends(() => 'nonsense\r\n\r\n'),
    unreadable,
  ),
  odd('C21', 'two of Host', headers('host: evil.example'), refused(400)),
  odd('C21', 'two of Authorization', headers('authorization: Bearer a', 'authorization: Bearer b'), refused(400)),
  odd(
    'C22',
    '2 500 headers',
    headers(...Array.from({ length: 2_500 }, (_, at) => `x-${at}: y`)),
    refused(431),
    refused(400),
  ),
  odd('C22', '100 kB of headers', headers(`x-large: ${'y'.repeat(100_000)}`), refused(431)),
  odd(
    'C23',
    'a path with two slashes before it',
    path(() => '//evil.example/admin'),
    noSuchPath,
  ),
  odd(
    'C23',
    'a path that goes up, encoded',
    path(() => '/v1/%2e%2e/admin/keys'),
    noSuchPath,
  ),
  odd(
    'C23',
    'a path with a semicolon',
    path((good) => `${good};x=1`),
    noSuchPath,
  ),
  odd(
    'C23',
    'a path in capitals',
    path((good) => good.toUpperCase()),
    noSuchPath,
  ),
  odd(
    'C23',
    'a path that ends in a dot',
    path((good) => `${good}.`),
    noSuchPath,
  ),
  ours(
    odd(
      'C24',
      'another character set',
      sends((asked) =>
        goodText({
          ...asked,
          headers: asked.headers.map((line) => line.replace('application/json', 'application/json; charset=utf-16')),
        }),
      ),
      refused(415),
      refused(400),
    ),
  ),
  ours(
    odd(
      'C24',
      'a form in parts',
      sends((asked) =>
        goodText({
          ...asked,
          headers: asked.headers.map((line) =>
            line.replace('application/json', `multipart/form-data; boundary=${'b'.repeat(60_000)}`),
          ),
        }),
      ),
      refused(415),
      refused(400),
      refused(431),
    ),
  ),
  {
    ...odd(
      'C10',
      'a body that says that it is 40 MiB',
      {
        script: ({ path: to, headers: lines }) => [
          send([`POST ${to} HTTP/1.1`, ...lines, 'content-length: 41943040', '', '{'].join('\r\n')),
        ],
      },
      refused(413, 'request_too_large'),
    ),
    ownRunOnly: 'how large a body may be is each gateway’s own affair',
  },
  {
    ...odd(
      'C11',
      'a body of 40 MiB that waits to be invited',
      {
        script: ({ path: to, headers: lines }) => [
          send(
            [`POST ${to} HTTP/1.1`, ...lines, 'expect: 100-continue', 'content-length: 41943040', '', ''].join('\r\n'),
          ),
        ],
      },
      refused(413, 'request_too_large'),
    ),
    ownRunOnly: 'how large a body may be is each gateway’s own affair',
  },
]
