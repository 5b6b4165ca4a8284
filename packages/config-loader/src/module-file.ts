import { realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import { packageFolder, packageModule } from './package-module.ts'

/** The real path of a module, or why there is none. */
export type ModuleFile = { readonly file: string } | { readonly wrong: string }

export const looksLikePath = (reference: string): boolean =>
  /^\.\.?\//.test(reference) || /\.(js|mjs|ts)$/.test(reference)

/**
 * Where the module is that a configuration in this folder names by its path or its package; undefined where the name is
 * neither. Whoever imports it asks again: what a path leads to may have changed.
 */
export function moduleFile(reference: string, folder: string): ModuleFile | undefined {
  const root = realPath(folder)
  if (root === undefined) return { wrong: "The configuration's folder is not there." }
  if (looksLikePath(reference)) return atPath(reference, root)
  const found = packageFolder(reference, root)
  if (!found) return undefined
  const home = realPath(found)
  if (home === undefined || !isInside(home, dirname(found.slice(0, -reference.length))))
    return { wrong: 'The package leads out of the folder that its node_modules is in.' }
  const entry = packageModule(home)
  const file = entry === undefined ? undefined : realPath(join(home, entry))
  return file !== undefined && isInside(file, home) && isFile(file)
    ? { file }
    : { wrong: 'The package has no module to import.' }
}

function atPath(reference: string, root: string): ModuleFile {
  const plain = isAbsolute(reference) ? reference : join(root, reference)
  const file = realPath(plain)
  if (!isInside(file ?? plain, root)) return { wrong: "The file is outside the configuration's folder." }
  if (file === undefined) return { wrong: 'The file is not there.' }
  return isFile(file) ? { file } : { wrong: 'It is no regular file.' }
}

function isInside(file: string, folder: string): boolean {
  const way = relative(folder, file)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
