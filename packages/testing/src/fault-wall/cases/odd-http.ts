import type { FaultCase } from '../case.ts'
import { completion } from '../chat-text.ts'
import { head, json, whole } from '../http-text.ts'
import { answered, refused } from '../outcomes.ts'
import { end, pause, reset, send } from '../script.ts'

const well = json(200, completion())
const unreadable = refused(
  502,
  'upstream_invalid_response',
  'upstream_unreachable',
  'upstream_truncated',
  'upstream_error',
)
const body = JSON.stringify(completion())

/** What the provider sends is hardly HTTP. */
export const oddHttp: readonly FaultCase[] = [
  {
    row: 'U40',
    title: 'an answer with headers that no client should see',
    upstream: [
      [
        send(
          json(
            200,
            completion(),
            'set-cookie: a=1',
            'set-cookie: b=2',
            'x-secret: yes',
            'access-control-allow-origin: *',
          ),
        ),
      ],
    ],
    right: [answered],
  },
  {
    row: 'U40',
    title: 'an answer with 200 kB of headers',
    mayPass: true,
    upstream: [[send(whole(200, body, `x-large: ${'y'.repeat(200_000)}`))]],
    right: [unreadable],
    withSpare: [answered],
  },
  {
    row: 'U41',
    title: 'something that is no HTTP at all',
    upstream: [[send('SSH-2.0-OpenSSH_9.6\r\n'), pause(20), end]],
    right: [unreadable],
    withSpare: [answered],
  },
  {
    row: 'U41',
    title: 'HTTP of before there were headers',
    upstream: [[send(body), end]],
    right: [unreadable],
    withSpare: [answered],
  },
  {
    row: 'U43',
    title: 'a second answer that nobody asked for',
    upstream: [[send(well + json(200, completion('somebody else’s answer')))], [send(well)]],
    asking: { times: 2 },
    right: [answered],
  },
  {
    row: 'U43',
    title: 'the same, when the connection has been idle for a moment',
    door: 'apart',
    upstream: [[send(well), pause(100), send(json(200, completion('somebody else’s answer')))], [send(well)]],
    asking: { times: 2, sleepsMs: 500 },
    right: [answered],
  },
  {
    row: 'U42',
    title: 'the provider closes a kept connection just as it is used again',
    upstream: [[send(well)], [reset], [send(well)]],
    asking: { times: 2 },
    right: [answered],
    mostAttempts: 3,
  },
  {
    row: 'U41',
    title: 'an answer with two lengths',
    upstream: [[send(`${head(200, `content-length: ${body.length}`, 'content-length: 5')}${body}`)]],
    right: [unreadable],
    withSpare: [answered],
  },
  {
    row: 'U41',
    title: 'an answer with a length below zero',
    upstream: [[send(`${head(200, 'content-length: -5')}${body}`), end]],
    right: [unreadable],
    withSpare: [answered],
  },
]
