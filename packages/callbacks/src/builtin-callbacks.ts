import type { Callback } from '@turnout/core'

/** Callbacks by the names a configuration uses, loaded when named. */
export const builtinCallbacks: Readonly<Record<string, () => Promise<Callback>>> = {
  console: async () => (await import('./console/index.ts')).consoleCallback(),
  prometheus: async () => (await import('./prometheus/index.ts')).prometheus(),
}
