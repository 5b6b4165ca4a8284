import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Cancel, Clock } from '@turnout/core'

const firstMs = 20
const longestMs = 15_000

/** As much of an answer as there is to know here. */
export type Unanswered = Pick<ServerResponse, 'headersSent' | 'writableFinished' | 'destroyed'> & {
  readonly req: Pick<IncomingMessage, 'httpVersion'>
  writeContinue(): void
  destroy(): unknown
  once(event: 'close', run: () => void): unknown
}

/**
 * A caller that says it will send nothing more may still listen, or be gone: only what is written to it tells, for one
 * that is gone answers with a reset. So it gets what every client passes over, at ever longer intervals, until its
 * answer is over: 100 before the answer, a comment within a stream. Whoever speaks HTTP/1.0 may not be sent 100 (RFC 9110,
 * section 15.2), and counts as gone: so do proxies that speak it leave.
 */
export function tellWhoIsGone<R extends Unanswered>(
  response: R | undefined,
  clock: Clock,
  { comment }: { comment(stream: R): void },
): void {
  if (!response || response.writableFinished || response.destroyed) return
  let stop: Cancel = () => {}
  const ask = (waitMs: number): void => {
    if (response.headersSent) comment(response)
    else if (response.req.httpVersion === '1.0') return void response.destroy()
    else response.writeContinue()
    stop = clock.timer(waitMs, () => ask(Math.min(2 * waitMs, longestMs)))
  }
  response.once('close', () => stop())
  ask(firstMs)
}
