import { stat } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { isJsonObject } from '@turnout/core'

/** A module's address, another one when its file has changed: so it is read again then, and only then. */
export async function moduleUrl(file: string): Promise<string> {
  const { mtimeNs } = await stat(file, { bigint: true })
  return `${pathToFileURL(file).href}?${mtimeNs}`
}

/** One export of a module, also of a CommonJS one. */
export async function importModule(url: string, exported = 'default'): Promise<unknown> {
  const module: unknown = await import(url)
  const main = exportOf(module, 'default')
  const whole = isJsonObject(main) && main['__esModule'] ? main['default'] : main
  return exported === 'default' ? whole : (exportOf(module, exported) ?? exportOf(main, exported))
}

const exportOf = (module: unknown, name: string): unknown => (isJsonObject(module) ? module[name] : undefined)

/** An error that says what could not be done, and why. */
export const because = (what: string, error: unknown): Error =>
  new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
