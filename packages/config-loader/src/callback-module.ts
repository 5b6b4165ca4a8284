import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { moduleFile } from './module-file.ts'

/** Where a callback of one's own is, and the name of its export; or why it cannot be taken. */
export type CallbackModule =
  | { readonly file: string; readonly exported: string }
  | { readonly wrong: string }
  /** It is there, but LiteLLM's: its path without the ending, and the name of the export. */
  | { readonly python: string; readonly exported: string }

/**
 * The module that a configuration in this folder means by a path, a `file:` URL, a package, or as LiteLLM writes it:
 * `custom_callbacks.proxy_handler_instance` is an export of a module beside the file. Undefined: none of these.
 */
export function callbackModule(name: string, folder: string): CallbackModule | undefined {
  if (name.endsWith('.py')) return { python: name.slice(0, -'.py'.length), exported: 'default' }
  const found = dotted(name, folder) ?? moduleFile(pathOf(name), folder)
  return found && 'file' in found ? { exported: 'default', ...found } : found
}

const dottedName = /^([a-z_]\w*(?:\.[a-z_]\w*)*)\.([a-z_]\w*)$/i

function dotted(name: string, folder: string): CallbackModule | undefined {
  const [, steps, exported] = dottedName.exec(name) ?? []
  if (steps === undefined || exported === undefined || /^(m?js|ts)$/.test(exported)) return undefined
  const path = `./${steps.replaceAll('.', '/')}`
  const ending = ['.mjs', '.js', '.ts', '.py'].find((end) => existsSync(join(folder, path + end)))
  if (ending === undefined) return undefined
  if (ending === '.py') return { python: path, exported }
  const found = moduleFile(path + ending, folder)
  return found && 'file' in found ? { ...found, exported } : found
}

/** A `file:` URL as the path that it stands for. */
function pathOf(name: string): string {
  if (!name.startsWith('file:')) return name
  if (!name.startsWith('file:/')) return `./${name.slice('file:'.length)}`
  try {
    return fileURLToPath(name)
  } catch {
    return name
  }
}
