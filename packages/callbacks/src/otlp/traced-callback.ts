import type { Callback, DecisionRecord, RouterEvent } from '@turnout/core'
import type { Delivery } from '../delivery/delivery.ts'
import { RequestSpans, type SpanStyle, type TracedRecord } from './request-spans.ts'

/** A callback that sends the spans of each request that has a place in a trace, whoever gave it that. */
export function tracedCallback(
  name: string,
  trace: NonNullable<Callback['trace']>,
  styleOf: (record: TracedRecord) => SpanStyle,
  line: Delivery<string>,
): Callback {
  const spans = new RequestSpans(styleOf)
  return {
    name,
    hears: ['request-end'],
    configure: (config) => spans.configure(config),
    on(event: RouterEvent) {
      if (event.type === 'request-end' && isTraced(event)) line.add(spans.of(event))
    },
    trace,
    losses: () => line.losses(),
    close: () => line.close(),
  }
}

const isTraced = (record: DecisionRecord): record is TracedRecord => record.trace !== undefined
