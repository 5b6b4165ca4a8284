import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Input {
  readonly name: string
  readonly bytes: Buffer
}

const folderOf = (target: string): string => join(import.meta.dirname, 'corpus', target)

/** What a target is always fed with, and mutations start from: interesting inputs, and what once failed. */
export function corpusOf(target: string): readonly Input[] {
  const folder = folderOf(target)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }))
}

/** Returns the path of the file. */
export function addToCorpus(target: string, { name, bytes }: Input): string {
  const folder = folderOf(target)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), bytes)
  return join(folder, name)
}
