import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = join(import.meta.dirname, '../results/javascript')

/** Imports of files beside, which are all in one folder here. */
const localImport = /from '\.{1,2}\/(?:[\w-]+\/)*([\w-]+)\.ts'/g

/** Writes sources as JavaScript, so that what runs them has not loaded a compiler, and gives back the first one's path. */
export const asJavaScript = (main: URL, ...others: readonly URL[]): string => {
  mkdirSync(folder, { recursive: true })
  const write = (source: URL): string => {
    const text = stripTypeScriptTypes(readFileSync(source, 'utf8'), { mode: 'strip' })
    const file = join(folder, basename(fileURLToPath(source)).replace(/\.ts$/, '.mjs'))
    // Whole or not at all: another run may be reading it.
    const draft = `${file}.${process.pid}`
    writeFileSync(draft, text.replace(localImport, "from './$1.mjs'"))
    renameSync(draft, file)
    return file
  }
  for (const source of others) write(source)
  return write(main)
}
