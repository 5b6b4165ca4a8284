import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '.installed')

/** Where a peer's files are, outside of the repository's dependencies. */
export const installed = (...path: readonly string[]): string => join(folder, ...path)

const whyNot = (name: string): string => installed(`${name}-failed.txt`)

/** What to say of a peer whose file is not there. */
export const absentWithout = (name: string, file: string): string | undefined => {
  if (existsSync(file)) return undefined
  if (existsSync(whyNot(name))) return `could not be installed: ${readFileSync(whyNot(name), 'utf8')}`
  return `not installed: node bench/peers/install.ts ${name}`
}

/** The words of a package manager, without the addresses it asked. */
export const withoutAddresses = (words: string): string =>
  words
    .replaceAll(/(?:reading )?https?:\/\/\S+/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 300)

/** Runs one step of a peer's installation in sight of the user, and keeps the words in which it failed; false if it did. */
export const step = (
  name: string,
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): boolean => {
  console.error(`$ ${command} ${args.join(' ')}`)
  const { status, stderr, error } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'pipe'],
    env: { ...process.env, ...env },
    encoding: 'utf8',
  })
  process.stderr.write(stderr ?? '')
  rmSync(whyNot(name), { force: true })
  if (status === 0) return true
  writeFileSync(whyNot(name), withoutAddresses(stderr || String(error)))
  return false
}
