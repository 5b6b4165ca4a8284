import { type CallbackFactory, defineCallback } from '@turnout/core'
import { Given } from '../delivery/given.ts'
import { sentry } from './sentry.ts'

/**
 * `sentry` of a configuration: its settings, or Sentry's variables; `SENTRY_API_SAMPLE_RATE` is LiteLLM's name for
 * `SENTRY_SAMPLE_RATE`.
 */
export const sentryFactory: CallbackFactory = defineCallback((context) => {
  const { name, runtime, warn } = context
  const given = new Given(context)
  const dsn = given.text(['dsn'], ['SENTRY_DSN'])
  if (!dsn) {
    warn(`${name}: no failures are reported, because SENTRY_DSN is not set`)
    return undefined
  }
  try {
    return sentry({
      ...{ dsn, name, runtime, warn, all: given.flag('all') ?? false },
      environment: given.text(['environment'], ['SENTRY_ENVIRONMENT']),
      release: given.text(['release'], ['SENTRY_RELEASE']),
      sampleRate: given.number(['sample_rate'], ['SENTRY_SAMPLE_RATE', 'SENTRY_API_SAMPLE_RATE']),
    })
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    warn(`${name}: no failures are reported, because ${error.message}`)
    return undefined
  }
})
