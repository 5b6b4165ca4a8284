import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface FoundFile {
  readonly path: string
  readonly text: string
}

const generated = /(?:^|\/)(?:node_modules|dist|coverage)\//

/** The files under the root that match, as they are written here: no dependencies, nothing built. */
export const foundFiles = (root: string, ...patterns: readonly string[]): readonly FoundFile[] =>
  globSync(patterns, { cwd: root, withFileTypes: true, exclude: (entry) => entry.name === 'node_modules' })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(root, '/').length).replaceAll('\\', '/'))
    .filter((path) => !generated.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

/** The line, counted from one, on which an index into a text lies. */
export const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length

export const isTest = (file: FoundFile): boolean => file.path.endsWith('.test.ts')
