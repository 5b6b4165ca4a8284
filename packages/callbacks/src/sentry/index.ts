export type { SentryOptions } from './sentry.ts'
export { sentry } from './sentry.ts'
export { sentryFactory } from './sentry-factory.ts'
