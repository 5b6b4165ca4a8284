import { hash } from 'node:crypto'
import { type Callback, errorTable, type RequestEnd, type Runtime } from '@turnout/core'
import { accepted } from '../delivery/accepted.ts'
import { delivery } from '../delivery/delivery.ts'
import { post } from '../delivery/post.ts'
import { Undelivered } from '../delivery/undelivered.ts'
import { type Dsn, parseDsn } from './dsn.ts'
import { envelope } from './envelope.ts'
import { rateLimitMs } from './rate-limit.ts'
import { type FailedRequest, sentryEvent } from './sentry-event.ts'

export interface SentryOptions {
  readonly dsn: string
  readonly runtime: Runtime
  readonly environment?: string | undefined
  readonly release?: string | undefined
  /** How many failures are reported, from 0 to 1; default: 1. */
  readonly sampleRate?: number | undefined
  /** Whether what is the caller's own doing is reported, too, and callers that left; default: false. */
  readonly all?: boolean
  readonly name?: string
  readonly warn?: (message: string) => void
}

const timeoutMs = 10_000
/** Failures may come in floods, and are much alike then. */
const mostWaiting = 1_000

/** Reports requests that failed to Sentry, one event each. Throws a `TypeError` where it cannot work. */
export function sentry(options: SentryOptions): Callback {
  const { runtime, sampleRate = 1, all = false, name = 'sentry', warn = () => {} } = options
  const dsn = parseDsn(options.dsn)
  if (!dsn) throw new TypeError('its DSN is not like https://KEY@HOST/PROJECT')
  const headers = {
    'content-type': 'application/x-sentry-envelope',
    'user-agent': 'turnout',
    'x-sentry-auth': authOf(dsn),
  }
  let quietUntilMs = 0
  const line = delivery<Report>({
    ...{ name, to: dsn.origin, runtime, warn, mostWaiting, mostAtOnce: 1 },
    async send([report]) {
      if (!report) return
      const { clock } = runtime
      const leftMs = quietUntilMs - clock.monotonicMs()
      if (leftMs > 0) throw tooMany(leftMs)
      const { id, record } = report
      const body = envelope(id, sentryEvent(id, record, options), clock.wallMs())
      const answer = await post(runtime, { url: dsn.url, headers, body, timeoutMs })
      const quietMs = rateLimitMs(answer)
      quietUntilMs = clock.monotonicMs() + quietMs
      if (answer.status === 429) throw tooMany(quietMs)
      accepted(answer)
    },
  })
  return {
    name,
    hears: ['request-end'],
    on(event) {
      if (event.type !== 'request-end' || !isReported(event, all)) return
      if (sampleRate < 1 && runtime.random() >= sampleRate) return
      line.add({ id: eventId(runtime), record: { ...event, content: undefined, metadata: undefined } })
    },
    losses: () => line.losses(),
    close: () => line.close(),
  }
}

/** What waits: without what may be large, and put into words when it is sent, because in a flood most are dropped. */
interface Report {
  readonly id: string
  readonly record: FailedRequest
}

/** 32 hex digits, whatever the runtime's ids look like. */
const eventId = (runtime: Runtime): string => hash('sha256', runtime.id()).slice(0, 32)

const isReported = (event: RequestEnd, all: boolean): event is RequestEnd & FailedRequest =>
  event.failure !== undefined && (all || errorTable[event.failure.kind].fault !== 'caller')

const authOf = ({ publicKey, secretKey }: Dsn): string =>
  `Sentry sentry_version=7, sentry_client=turnout/1, sentry_key=${publicKey}${secretKey === undefined ? '' : `, sentry_secret=${secretKey}`}`

const tooMany = (retryAfterMs: number): Undelivered =>
  new Undelivered('it wants no more for a while (rate limit)', { again: false, retryAfterMs })
