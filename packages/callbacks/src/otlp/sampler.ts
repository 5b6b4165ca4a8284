import type { SpanContext } from './traceparent.ts'

/** Whether anything is made of a request, by the trace it is in and the span that it comes from. */
export type Sampler = (traceId: string, parent: SpanContext | undefined) => boolean

export const always: Sampler = () => true
const never: Sampler = () => false

/** The same answer wherever a trace comes by: of its rightmost 56 bits, which are random, the first 52 decide. */
export const ofRatio = (ratio: number): Sampler => {
  const least = (1 - ratio) * 2 ** 52
  return (traceId) => Number.parseInt(traceId.slice(18, 31), 16) >= least
}

const byParent =
  (root: Sampler): Sampler =>
  (traceId, parent) =>
    parent ? parent.sampled : root(traceId, parent)

const samplers: Readonly<Record<string, (ratio: number) => Sampler>> = {
  always_on: () => always,
  always_off: () => never,
  traceidratio: ofRatio,
  parentbased_always_on: () => byParent(always),
  parentbased_always_off: () => byParent(never),
  parentbased_traceidratio: (ratio) => byParent(ofRatio(ratio)),
}

/** The names of `OTEL_TRACES_SAMPLER` that are known. */
export const samplerNames: readonly string[] = Object.keys(samplers)

/** A sampler by its name (OpenTelemetry Specification, "Environment Variables"); undefined where there is none. */
export const samplerNamed = (name: string, ratio = 1): Sampler | undefined =>
  Object.hasOwn(samplers, name) ? samplers[name]?.(ratio) : undefined

export const followParent: Sampler = byParent(always)
