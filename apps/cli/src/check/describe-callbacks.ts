import { callbackKind, callbackModule } from '@turnout/config-loader'
import type { CallbackSettings } from '@turnout/core'

/** A callback, and which requests it hears the end of. */
export type CallbackFacts = Pick<CallbackSettings, 'name' | 'hears'>

/** Those of a configuration in this folder that somebody answers to. */
export const describeCallbacks = (
  callbacks: readonly CallbackSettings[],
  known: readonly string[],
  folder: string,
): readonly CallbackFacts[] =>
  callbacks
    .filter((callback) => known.includes(callbackKind(callback)) || isModule(callback.name, folder))
    .map(({ name, hears }) => ({ name, hears }))

const isModule = (name: string, folder: string): boolean => {
  const found = callbackModule(name, folder)
  return found !== undefined && 'file' in found
}

/** `callbacks: console, sentry (failures)` */
export const callbackLine = (callbacks: readonly CallbackFacts[]): string =>
  `callbacks: ${callbacks.map(({ name, hears }) => (hears === 'all' ? name : `${name} (${hears})`)).join(', ')}`
