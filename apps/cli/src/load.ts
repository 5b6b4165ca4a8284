import { dirname, resolve } from 'node:path'
import { type Loaded, loadConfigFile, type Problem, showProblem } from '@turnout/config-loader'
import type { RouterConfig } from '@turnout/core'
import { available } from '@turnout/router/available'
import { exitCodes } from './exit-codes.ts'

/** Reads a file; one that cannot be read is reported, not thrown. */
export async function load(file: string): Promise<Loaded> {
  try {
    return await loadConfigFile(file, { available: available() })
  } catch (error) {
    const why = error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'is not there' : 'cannot be read'
    return { problems: [{ level: 'error', code: 'unreadable', message: `The file ${file} ${why}.`, path: [] }] }
  }
}

/** Where paths and packages of a configuration start. */
export const folderOf = (file: string): string => dirname(resolve(file))

/** A configuration that can run, and the files it stands in. */
export interface Runnable {
  readonly config: RouterConfig
  readonly files: readonly string[]
  readonly problems: readonly Problem[]
}

/** What a file holds, its warnings on standard error unless `quiet`; undefined, with exit code 1, when it cannot run. */
export async function loadOrReport(file: string, quiet = false): Promise<Runnable | undefined> {
  const { config, files = [file], problems } = await load(file)
  const shown = config
    ? problems.filter(({ level }) => level === 'warning')
    : problems.filter(({ level }) => level !== 'note')
  for (const problem of quiet && config ? [] : shown) process.stderr.write(`${showProblem(problem, file)}\n`)
  if (config) return { config, files, problems }
  process.exitCode = exitCodes.no
  return undefined
}
