import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '.installed')

/** Where a peer's files are, outside of the repository's dependencies. */
export const installed = (...path: readonly string[]): string => join(folder, ...path)

/** What to say of a peer whose file is not there. */
export const absentWithout = (name: string, file: string): string | undefined =>
  existsSync(file) ? undefined : `not installed: node bench/peers/install.ts ${name}`

/** Runs a step of an installation in sight of the user; false if it failed. */
export const step = (command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): boolean => {
  console.error(`$ ${command} ${args.join(' ')}`)
  return spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } }).status === 0
}
