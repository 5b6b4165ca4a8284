import type { Callback, Clock } from '@turnout/core'
import { IsoTime, systemClock } from '@turnout/core'
import { type LineSink, Lines } from '../lines/lines.ts'
import { droppedLine, endedLine, refusedLine } from './access-line.ts'
import { FrequentParts } from './frequent-parts.ts'

export interface AccessLogOptions {
  readonly sink: LineSink
  readonly clock?: Clock
}

export interface AccessLog extends Callback {
  /** Writes what is still to be written; to be called when no more requests come. */
  close(): Promise<void>
}

/** One line of JSON a request: what was asked, who served, how it ended. No prompt, answer or key is in it. */
export function accessLog({ sink, clock = systemClock }: AccessLogOptions): AccessLog {
  const lines = new Lines(sink, clock)
  const iso = new IsoTime()
  const parts = new FrequentParts()
  return {
    name: 'access-log',
    hears: ['request-end', 'request-refused'],
    on(event) {
      const time = iso.of(clock.wallMs())
      if (lines.dropped > 0) lines.add(droppedLine(time, lines.takeDropped()))
      if (event.type === 'request-end') lines.add(endedLine(time, event, parts.of(event)))
      else if (event.type === 'request-refused') lines.add(refusedLine(time, event))
    },
    losses: () => ({ dropped: lines.lost, failed: 0 }),
    close: () => lines.end(),
  }
}
