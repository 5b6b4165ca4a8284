import type { FaultCase } from '../case.ts'
import { completion } from '../chat-text.ts'
import { failure, json, whole } from '../http-text.ts'
import { answered, refused } from '../outcomes.ts'
import { send } from '../script.ts'
import { wallSecret } from '../secret.ts'

const limited = refused(429, 'rate_limit_exceeded')
const slowDown = (...lines: readonly string[]) => [
  send(
    failure(429, { message: 'Rate limit reached', type: 'rate_limit_error', code: 'rate_limit_exceeded' }, ...lines),
  ),
]
const waits = [
  'retry-after: 7',
  'retry-after-ms: 350',
  'retry-after: -1',
  'retry-after: abc',
  'retry-after: 1e9',
] as const

/** The provider answers in good order, and the answer is no. */
export const refusals: readonly FaultCase[] = [
  {
    row: 'U29',
    title: 'too many requests, and no word on when',
    upstream: [slowDown()],
    right: [limited],
    withSpare: [answered],
  },
  {
    row: 'U29',
    title: 'the account’s money is spent',
    upstream: [[send(failure(429, { message: 'You exceeded your current quota', code: 'insufficient_quota' }))]],
    right: [refused(429, 'insufficient_quota')],
    withSpare: [answered],
    mostAttempts: 1,
    rests: true,
  },
  ...waits.map(
    (line): FaultCase => ({
      row: 'U30',
      title: `too many requests, ${line}`,
      upstream: [slowDown(line), [send(json(200, completion()))]],
      right: [limited, answered],
      withSpare: [answered],
      timeoutMs: 9_000,
      patienceMs: 20_000,
    }),
  ),
  {
    row: 'U30',
    title: 'too many requests, retry-after a date that has passed',
    upstream: [slowDown('retry-after: Wed, 21 Oct 2015 07:28:00 GMT'), [send(json(200, completion()))]],
    right: [limited, answered],
    withSpare: [answered],
  },
  {
    row: 'U30',
    title: 'too many requests, two of retry-after',
    upstream: [slowDown('retry-after: 1', 'retry-after: 2'), [send(json(200, completion()))]],
    right: [limited, answered],
    withSpare: [answered],
  },
  {
    row: 'U33',
    title: 'the provider is overloaded (529)',
    upstream: [[send(failure(529, { message: 'Overloaded', type: 'overloaded_error' }))]],
    right: [refused(503, 'upstream_overloaded')],
    withSpare: [answered],
  },
  {
    row: 'U33',
    title: 'the provider is unavailable (503)',
    upstream: [[send(whole(503, 'upstream connect error', 'content-type: text/plain'))]],
    right: [refused(503, 'upstream_overloaded')],
    withSpare: [answered],
  },
  ...([401, 403] as const).map(
    (status): FaultCase => ({
      row: 'U35',
      title: `the provider refuses the gateway’s own key (${status}), and repeats it`,
      upstream: [
        [send(failure(status, { message: `Incorrect API key provided: ${wallSecret}`, code: 'invalid_api_key' }))],
      ],
      right: [refused(502, 'upstream_auth_error')],
      withSpare: [answered],
      mostAttempts: 1,
      rests: true,
    }),
  ),
  {
    row: 'U36',
    title: 'the prompt is too long for the model',
    upstream: [
      [
        send(
          failure(400, { message: 'This model’s maximum context length is 8 tokens', code: 'context_length_exceeded' }),
        ),
      ],
    ],
    right: [refused(400, 'context_length_exceeded')],
    mostAttempts: 1,
  },
  {
    row: 'U37',
    title: 'the provider’s content policy forbids it',
    upstream: [[send(failure(400, { message: 'flagged', code: 'content_filter' }))]],
    right: [refused(400, 'content_filter')],
    mostAttempts: 1,
  },
  ...([301, 302, 307, 308] as const).map(
    (status): FaultCase => ({
      row: 'U38',
      title: `the provider sends the gateway somewhere else (${status})`,
      upstream: [[send(whole(status, '', 'location: followed/chat/completions'))]],
      right: [refused(502, 'upstream_redirect_blocked')],
      withSpare: [answered],
    }),
  ),
]
