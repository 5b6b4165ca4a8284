import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { dataFiles, type Manifest, workspaceFolders, workspaces } from './workspaces.ts'

const files = [
  'package.json',
  'README.md',
  'tsconfig.json',
  'tsconfig.build.json',
  'tsup.config.ts',
  'vitest.config.ts',
  'src/index.ts',
]

const fixed = (folder: string, manifest: Manifest): Partial<Manifest> => ({
  name: `@turnout/${basename(folder)}`,
  license: 'MIT',
  type: 'module',
  sideEffects: false,
  files: ['dist', 'src', '!src/**/*.test.ts', ...dataFiles(manifest)],
})

const manifestProblems = (folder: string, manifest: Manifest): readonly string[] => {
  const wrong = Object.entries(fixed(folder, manifest))
    .filter(([field, value]) => !isDeepStrictEqual(manifest[field as keyof Manifest], value))
    .map(([field, value]) => `${folder}/package.json: "${field}" is to be ${JSON.stringify(value)}`)
  const given = { version: manifest.version, description: manifest.description, 'engines.node': manifest.engines?.node }
  const missing = Object.entries(given)
    .filter(([, value]) => !value)
    .map(([field]) => `${folder}/package.json: "${field}" is missing; add it`)
  return [...wrong, ...missing]
}

/** The same files everywhere, manifests that say the same things, one version for all. */
export const packageShape = (root: string): readonly string[] => {
  const missing = workspaceFolders(root).flatMap((folder) =>
    files
      .filter((file) => !existsSync(join(root, folder, file)))
      .map((file) => `${folder}: ${file} is missing; every package has one`),
  )
  const all = workspaces(root)
  const versions = [...new Set(all.map(({ manifest }) => manifest.version))]
  return [
    ...missing,
    ...all.flatMap(({ folder, manifest }) => manifestProblems(folder, manifest)),
    ...(versions.length > 1
      ? [`package.json: the packages have versions ${versions.join(', ')}; give all the same`]
      : []),
  ]
}
