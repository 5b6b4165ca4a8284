import type { CallbackSettings, JsonObject } from '@turnout/core'
import { callbackEnvironment } from './callback-environment.ts'
import { callbackKind, callbackName } from './callback-names.ts'
import type { Environment } from './environment.ts'
import type { ConfigFile } from './schema/config-file.ts'

type Hears = CallbackSettings['hears']

/** LiteLLM's lists, and which requests those in them hear of. */
const heardBy = { callbacks: 'all', success_callback: 'successes', failure_callback: 'failures' } as const

const keys = ['callbacks', 'success_callback', 'failure_callback'] as const

/** Every name of the lists, and where it stands. */
export const listedCallbacks = ({ litellm_settings }: ConfigFile) =>
  keys.flatMap((key) => (litellm_settings?.[key] ?? []).map((name, index) => ({ key, name, index })))

/** It counts both kinds apart, whichever list it is in. */
const hearsAll = new Set(['prometheus'])

/** Each callback once, with all that is for it. */
export function callbacksOf(file: ConfigFile, environment: Environment): readonly CallbackSettings[] {
  const heard = new Map<string, Hears>()
  for (const { key, name } of listedCallbacks(file)) {
    const own = callbackName(name)
    const before = heard.get(own)
    heard.set(own, before === undefined || before === heardBy[key] ? heardBy[key] : 'all')
  }
  return [...heard].map(([name, hears]) => {
    const settings = callbackArguments(file, name)
    const kind = callbackKind({ name, settings })
    return {
      name,
      hears: hearsAll.has(kind) ? 'all' : hears,
      settings,
      environment: callbackEnvironment(kind, environment),
    }
  })
}

/** What `callback_settings` say of a callback, under whichever of its names. */
export function callbackArguments({ callback_settings }: ConfigFile, name: string): JsonObject {
  const own = Object.entries(callback_settings ?? {}).filter(([key]) => callbackName(key) === name)
  return JSON.parse(JSON.stringify(Object.assign({}, ...own.map(([, settings]) => settings))))
}
