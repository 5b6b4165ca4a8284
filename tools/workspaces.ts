import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type Versions = Readonly<Record<string, string>>

export interface Manifest {
  readonly name: string
  readonly version?: string
  readonly description?: string
  readonly license?: string
  readonly type?: string
  readonly sideEffects?: boolean
  readonly engines?: { readonly node?: string }
  readonly files?: readonly string[]
  readonly exports?: Readonly<Record<string, string | Versions>>
  readonly nx?: { readonly tags?: readonly string[] }
  readonly dependencies?: Versions
  readonly devDependencies?: Versions
  readonly peerDependencies?: Versions
  readonly optionalDependencies?: Versions
}

export interface Workspace {
  readonly folder: string
  readonly manifest: Manifest
}

export const workspaceFolders = (root: string): readonly string[] =>
  globSync('{packages,apps}/*/', { cwd: root })
    .map((folder) => folder.replaceAll('\\', '/').replace(/\/$/, ''))
    .sort()

/** The folders that have a manifest, with it. */
export const workspaces = (root: string): readonly Workspace[] =>
  workspaceFolders(root)
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => ({
      folder,
      manifest: JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest,
    }))

/** JSON files that a package exports as they are: the file's own path is its name. */
export const dataFiles = (manifest: Pick<Manifest, 'exports'>): readonly string[] =>
  Object.entries(manifest.exports ?? {})
    .filter(([subpath, target]) => subpath === target && subpath.endsWith('.json') && subpath !== './package.json')
    .map(([subpath]) => subpath.slice('./'.length))

/** The names under which a package can be imported, without "./": "." and its package.json left out. */
export const subpaths = (manifest: Manifest | undefined): readonly string[] =>
  Object.keys(manifest?.exports ?? {})
    .filter((subpath) => subpath !== '.' && subpath !== './package.json')
    .map((subpath) => subpath.slice('./'.length))
