export type { BatchLimits } from '../otlp/span-delivery.ts'
export type { LangfuseOptions } from './langfuse.ts'
export { langfuse } from './langfuse.ts'
export { langfuseFactory } from './langfuse-factory.ts'
