import { type CallbackModule, callbackModule } from '../callback-module.ts'
import { callbackKind, callbackName, guardingCallbacks, litellmCallbacks } from '../callback-names.ts'
import { callbackArguments, listedCallbacks } from '../callback-settings.ts'
import { looksLikePath } from '../module-file.ts'
import { hint } from '../nearest.ts'
import type { Problem } from '../problem.ts'
import type { ConfigFile } from '../schema/config-file.ts'
import { asItIs, type Shown } from './shown-names.ts'

export interface Callbacks {
  /** By name. */
  readonly known: readonly string[]
  /** Where paths and packages are looked for; absent where the configuration comes from no file. */
  readonly folder?: string | undefined
  readonly shown?: Shown
}

type Said = Pick<Problem, 'level' | 'code' | 'message' | 'suggestion'>

/** Callbacks that are named: what becomes of those that are not built in. */
export function checkCallbacks(file: ConfigFile, callbacks: Callbacks): readonly Problem[] {
  return listedCallbacks(file).flatMap(({ key, name, index }): readonly Problem[] => {
    const kind = callbackKind({ name, settings: callbackArguments(file, callbackName(name)) })
    const said = callbacks.known.includes(kind) ? undefined : objection(name, callbacks)
    return said ? [{ ...said, path: ['litellm_settings', key, index] }] : []
  })
}

function objection(name: string, { known, folder, shown = asItIs }: Callbacks): Said | undefined {
  if (guardingCallbacks.includes(name)) {
    const message = `The callback ${shown(name)} is accepted, and does not protect anything yet.`
    return { level: 'warning', code: 'without-protection', message }
  }
  if (litellmCallbacks.includes(name)) {
    const message = `The callback ${shown(name)} is accepted; it has no effect yet.`
    return { level: 'note', code: 'without-effect', message }
  }
  const found = folder === undefined ? withoutFolder(name) : callbackModule(name, folder)
  if (!found) {
    const message = `There is no callback ${shown(name)}.`
    return { level: 'warning', code: 'unknown-callback', message, ...hint(name, [...known, ...litellmCallbacks]) }
  }
  if ('python' in found) {
    const { python, exported } = found
    const as = exported === 'default' ? 'its default export' : `its export ${exported}`
    const message = `The callback ${shown(name)} is Python, which is not run here. Write ${shown(name) === name ? python : 'it'} as a module (.mjs, .ts), with ${as} as the callback.`
    return { level: 'warning', code: 'python-callback', message }
  }
  if ('file' in found) return undefined
  return {
    level: 'error',
    code: 'bad-callback',
    message: `The callback ${shown(name)} cannot be taken. ${found.wrong}`,
  }
}

const withoutFolder = (name: string): CallbackModule | undefined =>
  looksLikePath(name) || name.startsWith('file:')
    ? { wrong: 'Its path would be that from a configuration file, and this comes from none.' }
    : undefined
