import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import type { Found } from './hunt.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..', '..')
const folder = join(import.meta.dirname, 'bugs')

/** Packages that a world runs. */
const packages = [
  ...['core', 'strategies', 'cache-adapters', 'config-loader', 'callbacks', 'provider-adapters', 'model-info'],
  ...['router', 'testing'],
]

/** A bug that is planted to see whether it is found. */
export interface PlantedBug {
  readonly name: string
  /** What it breaks: the first line of its patch. */
  readonly breaks: string
  readonly patch: string
}

export const plantedBugs: readonly PlantedBug[] = readdirSync(folder)
  .filter((file) => file.endsWith('.patch'))
  .sort()
  .map((file) => {
    const patch = join(folder, file)
    const [breaks = ''] = readFileSync(patch, 'utf8').split('\n')
    return { name: basename(file, '.patch'), breaks, patch }
  })

/** A copy of the sources, in which bugs are planted one after another; the working tree is never touched. */
export class Field {
  readonly #path: string

  constructor() {
    this.#path = mkdtempSync(join(tmpdir(), 'turnout-proof-'))
    for (const name of packages) {
      const [from, to] = [join(root, 'packages', name), join(this.#path, 'packages', name)]
      cpSync(join(from, 'package.json'), join(to, 'package.json'))
      cpSync(join(from, 'src'), join(to, 'src'), { recursive: true })
      if (existsSync(join(from, 'node_modules'))) symlinkSync(join(from, 'node_modules'), join(to, 'node_modules'))
    }
    cpSync(join(root, 'package.json'), join(this.#path, 'package.json'))
    cpSync(join(import.meta.dirname), join(this.#path, 'tools', 'prove'), { recursive: true })
    const modules = join(this.#path, 'node_modules')
    mkdirSync(join(modules, '@turnout'), { recursive: true })
    for (const name of packages) symlinkSync(join(this.#path, 'packages', name), join(modules, '@turnout', name))
    for (const name of readdirSync(join(root, 'node_modules')))
      if (name !== '@turnout') symlinkSync(join(root, 'node_modules', name), join(modules, name))
  }

  /** Throws where its patch does not apply any more. */
  async check({ patch }: PlantedBug): Promise<void> {
    await this.#apply(patch, '--check')
  }

  /** The first seed that finds it; undefined where none of so many does. Throws where its patch does not apply any more. */
  async find({ name, patch }: PlantedBug, seeds: number): Promise<Found | undefined> {
    await this.#apply(patch).catch((error: Error) => {
      throw new Error(`The bug ${name} cannot be planted any more: bring its patch up to date. ${error.message}`)
    })
    try {
      const { stdout } = await run(
        process.execPath,
        ['--conditions=@turnout/source', 'tools/prove/hunt-one.ts', `${seeds}`],
        { cwd: this.#path, timeout: 300_000 },
      )
      return JSON.parse(stdout) ?? undefined
    } finally {
      await this.#apply(patch, '--reverse')
    }
  }

  remove(): void {
    rmSync(this.#path, { recursive: true, force: true })
  }

  #apply = (patch: string, ...options: readonly string[]) =>
    run('git', ['apply', ...options, patch], {
      cwd: this.#path,
      env: { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir() },
    })
}
