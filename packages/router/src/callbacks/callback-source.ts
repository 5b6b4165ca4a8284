import { builtinCallbacks } from '@turnout/callbacks'
import { callbackKind, callbackModule } from '@turnout/config-loader'
import type { Callback, CallbackContext, CallbackSettings } from '@turnout/core'
import { because, importModule, moduleUrl } from '../import-module.ts'
import { isCallback } from './is-callback.ts'

/** Where a callback comes from. */
export interface CallbackSource {
  /** Another one when what it is made of is another. */
  readonly id: string
  /** Rejects with what is wrong with it, in words. */
  make(context: CallbackContext): Promise<Callback | undefined>
}

/** What a configuration means by a name; undefined where it was told that nobody answers to it. */
export async function callbackSource(
  settings: CallbackSettings,
  folder: string | undefined,
): Promise<CallbackSource | undefined> {
  const { name } = settings
  const kind = callbackKind(settings)
  const builtin = Object.hasOwn(builtinCallbacks, kind) ? builtinCallbacks[kind] : undefined
  if (builtin) return { id: kind, make: async (context) => made(name, await builtin(), context) }
  const found = folder === undefined ? undefined : callbackModule(name, folder)
  if (!found || 'python' in found) return undefined
  if ('wrong' in found) throw new Error(`The callback ${name} cannot be loaded: ${found.wrong}`)
  const url = await moduleUrl(found.file)
  return { id: `${url} ${found.exported}`, make: (context) => fromModule(name, url, found.exported, context) }
}

async function fromModule(
  name: string,
  url: string,
  exportName: string,
  context: CallbackContext,
): Promise<Callback | undefined> {
  const exported = await importModule(url, exportName).catch((error: unknown) => {
    throw because(`The callback ${name} cannot be loaded`, error)
  })
  const isFactory = typeof exported === 'function'
  const callback: unknown = isFactory ? await made(name, (it) => exported(it), context) : exported
  if (isCallback(callback) || (isFactory && callback === undefined)) return callback
  const which = exportName === 'default' ? 'default export' : `export ${exportName}`
  throw new Error(`The ${which} of ${name} is no callback: an object with a name and a function on, or what makes one.`)
}

/** What a factory makes. */
async function made<T>(name: string, factory: (context: CallbackContext) => T, context: CallbackContext) {
  try {
    return await factory(context)
  } catch (error) {
    throw because(`The callback ${name} cannot be made`, error)
  }
}
