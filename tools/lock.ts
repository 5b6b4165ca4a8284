import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Locked {
  readonly version?: string
  readonly resolved?: string
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const separator = '/node_modules/'

/** Where Node looks for a dependency of the package at this path of the lock: beside it, then further and further up. */
const placesOf = (path: string, name: string): readonly string[] => {
  const up = path.lastIndexOf(separator)
  const here = path === '' ? `node_modules/${name}` : `${path}${separator}${name}`
  if (path === '') return [here]
  return [here, ...placesOf(up < 0 ? '' : path.slice(0, up), name)]
}

/**
 * The lock is whole and tied to no registry. `npm install` drops an optional dependency that its registry does not serve,
 * and then every `npm ci` stops with EUSAGE "Missing: … from lock file".
 */
export const lock = (root: string): readonly string[] => {
  const text = readFileSync(join(root, 'package-lock.json'), 'utf8')
  const { packages } = JSON.parse(text) as { readonly packages: Readonly<Record<string, Locked>> }
  return Object.entries(packages).flatMap(([path, { version, resolved, optionalDependencies }]) => [
    ...Object.entries(optionalDependencies ?? {})
      .filter(([name]) => !placesOf(path, name).some((place) => place in packages))
      .map(
        ([name, range]) =>
          `package-lock.json: ${path || 'the root'}@${version} wants ${name}@${range}, which is not in it; pin a version whose platforms are all served`,
      ),
    ...(/^(?:git\+)?https?:/.test(resolved ?? '')
      ? [`package-lock.json: ${path} has a "resolved" URL; write the lock with --omit-lockfile-registry-resolved`]
      : []),
  ])
}
