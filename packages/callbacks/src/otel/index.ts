export type { BatchLimits } from '../otlp/span-delivery.ts'
export type { ActiveSpanContext, OtelOptions } from './otel.ts'
export { otel } from './otel.ts'
export { otelFactory } from './otel-factory.ts'
