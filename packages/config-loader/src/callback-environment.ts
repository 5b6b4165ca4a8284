import { Secret } from '@turnout/core'
import type { Environment } from './environment.ts'

/** How the variables begin that are for a callback. */
const prefixes: Readonly<Record<string, readonly string[]>> = {
  jsonl: ['TURNOUT_JSONL_'],
  langfuse: ['LANGFUSE_'],
  otel: ['OTEL_'],
  sentry: ['SENTRY_'],
  webhook: ['GENERIC_LOGGER_', 'WEBHOOK_'],
}

/** The variables that are for a callback of this kind; one that is empty is as good as not set. */
export function callbackEnvironment(kind: string, environment: Environment): Readonly<Record<string, Secret>> {
  const those = Object.hasOwn(prefixes, kind) ? (prefixes[kind] ?? []) : []
  if (those.length === 0) return {}
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value && those.some((prefix) => name.startsWith(prefix)) ? [[name, new Secret(value)]] : [],
    ),
  )
}
