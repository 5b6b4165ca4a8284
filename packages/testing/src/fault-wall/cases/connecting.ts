import type { FaultCase } from '../case.ts'
import { completion } from '../chat-text.ts'
import { json } from '../http-text.ts'
import { answered, refused } from '../outcomes.ts'
import { reset, send } from '../script.ts'

const unreachable = refused(502, 'upstream_unreachable')
const well = [send(json(200, completion()))]
const connectMs = 3_000
const notReached = { upstream: [well], right: [unreachable], withSpare: [answered], mostAttempts: 0 }

/** The upstream cannot be reached, or is not who it should be. */
export const connecting: readonly FaultCase[] = [
  { row: 'U02', spareRow: 'U01', title: 'nobody listens at the provider’s address', door: 'closed', ...notReached },
  { row: 'U03', title: 'the provider’s name does not exist', door: 'no-such-host', ...notReached },
  {
    row: 'U05',
    title: 'the provider’s machine answers no connection at all',
    door: 'full',
    ...notReached,
    right: [unreachable, refused(504, 'upstream_timeout')],
    patienceMs: 4 * connectMs,
  },
  { row: 'U06', title: 'the provider’s certificate has expired', door: 'expired', ...notReached },
  { row: 'U06', title: 'the provider’s certificate is somebody else’s', door: 'wrong-name', ...notReached },
  { row: 'U06', title: 'the provider’s certificate is signed by nobody', door: 'self-signed', ...notReached },
  {
    row: 'U07',
    title: 'the provider takes the connection and never begins with TLS',
    door: 'stalled-tls',
    ...notReached,
    right: [unreachable, refused(504, 'upstream_timeout')],
    patienceMs: 4 * connectMs,
  },
  {
    row: 'U08',
    title: 'the connection breaks before the answer begins',
    upstream: [[reset]],
    right: [unreachable, refused(502, 'upstream_truncated')],
    withSpare: [answered],
  },
]
