import { gzipSync } from 'node:zlib'
import type { FaultCase } from '../case.ts'
import { completion } from '../chat-text.ts'
import { chunk, head, json, whole } from '../http-text.ts'
import { answered, refused } from '../outcomes.ts'
import { drip, end, pause, repeat, reset, send } from '../script.ts'

const truncated = refused(502, 'upstream_truncated', 'upstream_unreachable')
const invalid = refused(502, 'upstream_invalid_response')
const tooLarge = refused(502, 'upstream_too_large')
const timedOut = refused(504, 'upstream_timeout')
const half = JSON.stringify(completion()).slice(0, 60)
const ok = (value: unknown, ...lines: readonly string[]) => [send(json(200, value, ...lines))]
const usage = (value: object) => ok(completion(undefined, { usage: value }))
const mebibyte = 'x'.repeat(1 << 20)

/** One member of many (RFC 1952, section 2.2). */
const mebibyteOfSpaces = gzipSync(Buffer.alloc(1 << 20, ' '))
const packed = gzipSync(JSON.stringify(completion()))

/** What was promised as a plain answer. */
export const wholeAnswers: readonly FaultCase[] = [
  {
    row: 'U09',
    title: 'a plain answer breaks off in the middle (reset)',
    upstream: [[send(head(200, 'content-type: application/json', 'content-length: 900') + half), pause(20), reset]],
    right: [truncated],
    withSpare: [answered],
  },
  {
    row: 'U09',
    title: 'a plain answer is shorter than it said',
    upstream: [[send(head(200, 'content-type: application/json', 'content-length: 900') + half), end]],
    right: [truncated],
    withSpare: [answered],
  },
  {
    row: 'U09',
    title: 'a plain answer in chunks lacks its last chunk',
    upstream: [[send(head(200, 'content-type: application/json', 'transfer-encoding: chunked') + chunk(half)), end]],
    right: [truncated],
    withSpare: [answered],
  },
  {
    row: 'U10',
    title: 'the provider takes the request and never answers',
    upstream: [[]],
    timeoutMs: 1_000,
    right: [timedOut],
    withSpare: [answered],
  },
  {
    row: 'U11',
    title: 'the head of the answer comes byte by byte, for ever',
    upstream: [[drip(head(200, `x-slow: ${'y'.repeat(1_000)}`), 100)]],
    timeoutMs: 1_000,
    right: [timedOut],
    withSpare: [answered],
  },
  {
    row: 'U12',
    title: 'a plain answer of nothing but spaces, for ever',
    upstream: [
      [send(head(200, 'content-type: application/json', 'transfer-encoding: chunked')), repeat(chunk(' '), 10_000, 50)],
    ],
    timeoutMs: 1_000,
    right: [timedOut],
    withSpare: [answered],
  },
  {
    row: 'U21',
    title: 'a web page in place of an answer',
    upstream: [[send(whole(200, '<html><body>Please log in</body></html>', 'content-type: text/html'))]],
    right: [invalid],
    withSpare: [answered],
  },
  {
    row: 'U22',
    title: 'success, with an error in it (overloaded)',
    upstream: [ok({ error: { message: 'The engine is overloaded', type: 'overloaded_error', code: 503 } })],
    right: [refused(503, 'upstream_overloaded')],
    withSpare: [answered],
  },
  ...(['', 'null', '[]', '{}', '{"choices":[]}', '{"choices":"none"}', '"ok"'] as const).map(
    (body): FaultCase => ({
      row: 'U23',
      title: `success, with ${body === '' ? 'nothing' : body} for an answer`,
      upstream: [[send(whole(200, body, 'content-type: application/json'))]],
      right: [invalid],
      withSpare: [answered],
    }),
  ),
  {
    row: 'U24',
    title: 'usage in words',
    upstream: [usage({ prompt_tokens: 'one', completion_tokens: 'four', total_tokens: {} })],
    right: [answered, invalid],
  },
  {
    row: 'U24',
    title: 'usage below zero and beyond all numbers',
    upstream: [
      [
        send(
          whole(
            200,
            JSON.stringify(completion()).replace('"completion_tokens":4', '"completion_tokens":-1e309'),
            'content-type: application/json',
          ),
        ),
      ],
    ],
    right: [answered, invalid],
  },
  {
    row: 'U25',
    title: 'a plain answer without end',
    upstream: [
      [
        send(`${head(200, 'content-type: application/json', 'connection: close')}{"choices":[{"message":{"content":"`),
        repeat(mebibyte, 1_024),
      ],
    ],
    right: [tooLarge],
    withSpare: [answered],
    patienceMs: 60_000,
  },
  {
    row: 'U27',
    title: 'an answer that is small on the wire and 256 MiB unpacked (gzip)',
    upstream: [
      [
        send(head(200, 'content-type: application/json', 'content-encoding: gzip', 'connection: close')),
        repeat(mebibyteOfSpaces, 256),
        end,
      ],
    ],
    right: [invalid, tooLarge],
    withSpare: [answered],
    patienceMs: 30_000,
  },
  {
    row: 'U28',
    mayPass: true,
    title: 'an answer that is packed, which nobody asked for (gzip)',
    upstream: [
      [
        send(head(200, 'content-type: application/json', 'content-encoding: gzip', `content-length: ${packed.length}`)),
        send(packed),
      ],
    ],
    right: [invalid, answered],
    withSpare: [answered],
  },
  {
    row: 'U28',
    mayPass: true,
    title: 'an answer in an encoding that nobody knows',
    upstream: [ok(completion(), 'content-encoding: rot13')],
    right: [invalid],
    withSpare: [answered],
  },
  {
    row: 'U28',
    mayPass: true,
    title: 'an answer that says gzip and is not',
    upstream: [ok(completion(), 'content-encoding: gzip')],
    right: [invalid],
    withSpare: [answered],
  },
  {
    row: 'U39',
    title: 'success without content (204)',
    upstream: [[send(head(204))]],
    right: [invalid, refused(502, 'upstream_error')],
    withSpare: [answered],
  },
  {
    row: 'U39',
    title: 'not modified (304)',
    upstream: [[send(head(304))]],
    right: [invalid, refused(502, 'upstream_error', 'upstream_redirect_blocked')],
    withSpare: [answered],
  },
  {
    row: 'U39',
    title: 'another protocol (101)',
    upstream: [[send(head(101, 'connection: upgrade', 'upgrade: websocket')), pause(50), end]],
    timeoutMs: 1_000,
    right: [invalid, truncated, timedOut, refused(502, 'upstream_unreachable', 'upstream_error')],
    withSpare: [answered],
  },
  {
    row: 'U39',
    title: 'ten thousand times “wait” (102) and no answer',
    upstream: [[repeat(head(102), 10_000), pause(10_000)]],
    timeoutMs: 1_000,
    right: [invalid, truncated, timedOut, refused(502, 'upstream_unreachable')],
    withSpare: [answered],
  },
  {
    row: 'U44',
    title: 'the provider answers before it has read the request',
    upstream: [ok(completion())],
    early: true,
    asking: { body: { user: 'x'.repeat(200_000) } },
    right: [answered],
  },
  {
    row: 'U44',
    title: 'the provider refuses before it has read the request, and closes',
    upstream: [
      [send(json(429, { error: { message: 'slow down', code: 'rate_limit_exceeded' } }, 'connection: close')), end],
    ],
    early: true,
    asking: { body: { user: 'x'.repeat(200_000) } },
    right: [refused(429, 'rate_limit_exceeded')],
    withSpare: [answered],
  },
  {
    row: 'U08',
    title: 'an answer closes in good order before it begins',
    upstream: [[end]],
    right: [truncated],
    withSpare: [answered],
  },
]
