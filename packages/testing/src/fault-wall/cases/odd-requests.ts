import type { Asking, FaultCase, GoodRequest, Outcome } from '../case.ts'
import { completion } from '../chat-text.ts'
import { goodText } from '../client.ts'
import { json } from '../http-text.ts'
import { answered, refused } from '../outcomes.ts'
import { type Script, send } from '../script.ts'
import { wholeStream } from './stream-scripts.ts'

const well = [send(json(200, completion()))]

/** The upstream is well: it is the request that is not. A refused one must not reach it. */
const odd = (row: string, title: string, asking: Asking, ...right: readonly Outcome[]): FaultCase => ({
  ...{ row, title, asking, right, upstream: [well] },
  ...(right.includes(answered) ? {} : { mostAttempts: 0 }),
})
/** For others it is the provider's business. */
const ours = (one: FaultCase): FaultCase => ({ ...one, mayPass: true })
const sends = (bytes: (asked: GoodRequest) => string | Uint8Array): Asking => ({
  script: (asked): Script => [send(bytes(asked))],
})
const body = (change: (good: string) => string): Asking =>
  sends((asked) => goodText({ ...asked, body: change(asked.body) }))
const headers = (...lines: readonly string[]): Asking =>
  sends((asked) => goodText({ ...asked, headers: [...asked.headers, ...lines] }))
const path = (to: (good: string, host: string) => string): Asking =>
  sends((asked) => goodText({ ...asked, path: to(asked.path, asked.headers[0]?.slice('host: '.length) ?? '') }))

const invalidJson = refused(400, 'invalid_json')
const invalidType = refused(400, 'invalid_type')
const unreadable = refused(400, 'invalid_http')
const notAllowed = refused(400, 'parameter_not_allowed')
const noSuchPath = refused(404, 'unknown_url')
const deep = '['.repeat(10_000) + ']'.repeat(10_000)
const extra = (text: string) => body((good) => `${good.slice(0, -1)},${text}}`)

/** What a client sends is not what it should be. */
export const oddRequests: readonly FaultCase[] = [
  odd(
    'C12',
    'a body that is no JSON',
    body(() => '{"model":'),
    invalidJson,
  ),
  odd(
    'C12',
    'an empty body',
    body(() => ''),
    invalidJson,
  ),
  odd(
    'C12',
    'something behind the JSON',
    body((good) => `${good} tail`),
    invalidJson,
  ),
  ours(
    odd(
      'C12',
      'a list for a body',
      body(() => '[]'),
      invalidType,
      invalidJson,
    ),
  ),
  ours(
    odd(
      'C12',
      'a text for a body',
      body(() => '"hello"'),
      invalidType,
      invalidJson,
    ),
  ),
  ours(odd('C13', 'JSON that nests 10 000 deep', extra(`"metadata":${deep}`), refused(400, 'json_too_deep'))),
  ours(odd('C14', '“model” twice', extra('"model":"other"'), refused(404, 'model_not_found'), refused(400))),
  {
    ...odd(
      'C14',
      '“stream” twice: the last counts, for the provider too',
      extra('"stream":false,"stream":true'),
      answered,
      refused(400),
    ),
    ownRunOnly: 'what a key means that is there twice may be left to the provider',
    upstream: [wholeStream],
    never: '"stream":false',
  },
  ours(odd('C15', 'a key called __proto__', extra('"__proto__":{"polluted":true}'), answered, refused(400))),
  ours(
    odd(
      'C15',
      'a key called constructor',
      extra('"constructor":{"prototype":{"polluted":true}}'),
      answered,
      refused(400),
    ),
  ),
  ours(
    odd(
      'C17',
      'a body that is no UTF-8',
      sends((asked) => {
        const [before = '', after = ''] = goodText(asked).split('What')
        return Uint8Array.from([...Buffer.from(before), 0xff, 0xfe, 0xc0, 0xaf, ...Buffer.from(after)])
      }),
      refused(400, 'invalid_encoding'),
    ),
  ),
  ours(
    odd(
      'C17',
      'lone surrogates, NUL and line separators, escaped',
      extra('"user":"\\ud800 \\u0000 \\u2028"'),
      answered,
    ),
  ),
  ours(odd('C18', 'max_tokens beyond all numbers', extra('"max_tokens":1e309'), answered, refused(400))),
  ours(odd('C18', 'a temperature in words', extra('"temperature":"NaN"'), refused(400), answered)),
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
  ours(odd('C25', 'a request that names its own provider', extra('"api_base":"http://evil.example"'), notAllowed)),
  ours(odd('C25', 'a request with its own key', extra('"api_key":"sk-other"'), notAllowed)),
  ours(
    odd(
      'C25',
      'a request with its own model list',
      extra('"user_config":{"model_list":[{"litellm_params":{"api_base":"http://evil.example"}}]}'),
      notAllowed,
    ),
  ),
  ours(odd('C26', '“stream” as a text', extra('"stream":"true"'), invalidType)),
  ours(odd('C26', '“stream” as a number', extra('"stream":1'), invalidType)),
  ours(
    odd(
      'C28',
      'a model’s name of 1 MiB',
      body((good) => good.replace(/"model":"[^"]*"/, `"model":"${'m'.repeat(1 << 20)}"`)),
      refused(404, 'model_not_found'),
    ),
  ),
  ours(
    odd(
      'C28',
      'a model’s name with control characters and a path',
      body((good) => good.replace(/"model":"[^"]*"/, '"model":"../\\u0000\\r\\n/etc/passwd"')),
      refused(404, 'model_not_found'),
    ),
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
