import type { TraceContext } from '@turnout/core'

const traceIdForm = /^(?!0{32})[0-9a-f]{32}$/
const spanIdForm = /^(?!0{16})[0-9a-f]{16}$/
/** Anything else is no value of a header. */
const stateForm = /^[\x20-\x7e]*$/

/** Whether it may go on to providers and collectors as it is (W3C Trace Context, 3.2 and 3.3). */
export function isTraceContext(value: unknown): value is TraceContext {
  if (typeof value !== 'object' || value === null) return false
  const { traceId, spanId, parentSpanId, state }: { readonly [Name in keyof TraceContext]?: unknown } = value
  return (
    fits(traceIdForm, traceId) &&
    fits(spanIdForm, spanId) &&
    (parentSpanId === undefined || fits(spanIdForm, parentSpanId)) &&
    (state === undefined || fits(stateForm, state))
  )
}

const fits = (form: RegExp, value: unknown): boolean => typeof value === 'string' && form.test(value)
