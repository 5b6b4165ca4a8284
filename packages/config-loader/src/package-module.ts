import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { at, isMap } from './map.ts'

const packageName = /^(@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~-]*$/i

/** Where a package is installed, as Node finds it: in `node_modules` of this folder, or of one above it. */
export function packageFolder(name: string, from: string): string | undefined {
  if (!packageName.test(name)) return undefined
  for (let folder = from; ; folder = dirname(folder)) {
    const found = join(folder, 'node_modules', name)
    if (existsSync(join(found, 'package.json'))) return found
    if (folder === dirname(folder)) return undefined
  }
}

/** What `import` of the package takes, from its folder on. */
export function packageModule(folder: string): string | undefined {
  const manifest = manifestOf(folder)
  const exported = at(manifest, 'exports')
  if (exported !== undefined) return conditional(isMap(exported) && '.' in exported ? exported['.'] : exported)
  const main = at(manifest, 'main')
  return typeof main === 'string' ? main : 'index.js'
}

const conditions = ['node', 'import', 'module-sync', 'default']

/** The first of the conditions that leads anywhere. */
function conditional(target: unknown): string | undefined {
  if (typeof target === 'string') return target.startsWith('./') ? target : undefined
  const choices = Array.isArray(target)
    ? target
    : Object.entries(isMap(target) ? target : {}).flatMap(([key, value]) => (conditions.includes(key) ? [value] : []))
  for (const choice of choices) {
    const found = conditional(choice)
    if (found !== undefined) return found
  }
  return undefined
}

function manifestOf(folder: string): unknown {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  } catch {
    return undefined
  }
}
