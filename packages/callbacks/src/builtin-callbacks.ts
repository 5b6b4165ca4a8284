import type { CallbackFactory } from '@turnout/core'

/** How callbacks are made, by the names a configuration uses; loaded when named. */
export const builtinCallbacks: Readonly<Record<string, () => Promise<CallbackFactory>>> = {
  console: async () => {
    const { consoleCallback } = await import('./console/index.ts')
    return ({ runtime: { clock } }) => consoleCallback({ clock })
  },
  jsonl: async () => (await import('./jsonl/index.ts')).jsonlFactory,
  prometheus: async () => {
    const { prometheus } = await import('./prometheus/index.ts')
    return () => prometheus()
  },
  otel: async () => (await import('./otel/index.ts')).otelFactory,
  langfuse: async () => (await import('./langfuse/index.ts')).langfuseFactory,
  sentry: async () => (await import('./sentry/index.ts')).sentryFactory,
  webhook: async () => (await import('./webhook/index.ts')).webhookFactory,
}
