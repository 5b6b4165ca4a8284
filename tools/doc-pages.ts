import { globSync } from 'node:fs'
import { basename } from 'node:path'
import { type FoundFile, foundFiles } from './found-files.ts'
import { subpaths, workspaces } from './workspaces.ts'

const strategiesOf = (root: string): readonly string[] =>
  globSync('packages/strategies/src/strategies/*', { cwd: root })
    .map((path) => basename(path).replace(/(?:\.test)?\.ts$/, ''))
    .filter((name) => name !== 'index')

const thingsOf = (root: string): Readonly<Record<string, readonly string[]>> => {
  const exportsOf = (folder: string): readonly string[] =>
    subpaths(workspaces(root).find((workspace) => workspace.folder === folder)?.manifest)
  return {
    strategies: strategiesOf(root),
    providers: exportsOf('packages/provider-adapters').filter((name) => name !== 'kit'),
    callbacks: exportsOf('packages/callbacks'),
    stores: exportsOf('packages/cache-adapters'),
  }
}

const nameOf = ({ path }: FoundFile): string => basename(path, '.md')

/** Every strategy, provider, callback and store has its page, and every such page its thing. */
export const docPages = (root: string): readonly string[] =>
  Object.entries(thingsOf(root)).flatMap(([kind, names]) => {
    const pages = foundFiles(root, `docs/${kind}/*.md`).filter((page) => nameOf(page) !== 'README')
    const missing = [...new Set(names)]
      .filter((name) => !pages.some((page) => nameOf(page) === name))
      .map((name) => `docs/${kind}/${name}.md: is missing; write the page of ${name}`)
    const left = pages
      .filter((page) => !names.includes(nameOf(page)))
      .map(({ path }) => `${path}: is about nothing in the code; remove it or rename it`)
    const untitled = pages
      .filter(({ text }) => !text.startsWith('# '))
      .map(({ path }) => `${path}: does not start with a "# " title; give it one`)
    return [...missing, ...left, ...untitled]
  })
