import { dirname } from 'node:path'
import type { RouterConfig } from '@turnout/core'
import type { Available } from './available.ts'
import { checkSecrets } from './checks/literal-secrets.ts'
import { openFiles } from './checks/open-files.ts'
import { shownNames } from './checks/shown-names.ts'
import { crossChecks } from './cross-checks.ts'
import { type Environment, resolveEnvironment, withOwnVariables } from './environment.ts'
import { sourceOf } from './include-files.ts'
import { normalize } from './normalize.ts'
import { parseYaml, type Source } from './parse-yaml.ts'
import type { Problem } from './problem.ts'
import { withoutPrototypeKeys } from './prototype-keys.ts'
import { refusal } from './refusal.ts'
import { usualStrategies } from './strategy-names.ts'
import { validate } from './validate.ts'

export interface LoadOptions {
  /** Default: the process's. */
  readonly environment?: Environment
  /** What there is; absent: names are taken as they come, but for the strategy. */
  readonly available?: Available
  /** Where strategies are looked for that are named by a path or a package; for a file its own folder. */
  readonly folder?: string
}

export interface Loaded {
  /** Absent when a problem is an error. */
  readonly config?: RouterConfig
  /** In the order of the file. */
  readonly problems: readonly Problem[]
  /** Every file that was read: the one that was asked for, and those that it includes. */
  readonly files?: readonly string[]
}

/** A configuration file (LiteLLM's, unchanged) → data. Reading it may throw what `fs` throws; its content never does. */
export async function loadConfigFile(path: string, options: LoadOptions = {}): Promise<Loaded> {
  const { source, files } = await sourceOf(path)
  const { problems, ...loaded } = load(source, { folder: dirname(path), ...options })
  return { ...loaded, problems: [...(await openFiles(files)), ...problems], files }
}

/** The text of a configuration file → data. */
export const parseConfig = (text: string, options: LoadOptions = {}): Loaded => load(parseYaml(text), options)

/** The same as an object, with the file's spelling. */
export const fromObject = (value: unknown, options: LoadOptions = {}): Loaded =>
  load({ value, problems: [], written: false, locate: () => undefined }, options)

/** Parse → environment → validate → normalise → cross-check. */
function load(source: Source, options: LoadOptions): Loaded {
  const refused = source.problems.length > 0 ? source.problems : refusal(source.value)
  if (refused.length > 0) return { problems: placed(source, refused) }
  const plain = withoutPrototypeKeys(source.value)
  const secrets = source.written ? checkSecrets(plain.value) : []
  const environment = withOwnVariables(plain.value, options.environment ?? process.env)
  const resolved = resolveEnvironment(plain.value, environment)
  const { file: whole, rest, problems: shape } = validate(resolved.value, resolved.variableAt)
  const file = whole ?? rest
  const first = [...plain.problems, ...secrets, ...resolved.problems, ...shape]
  if (!file) return { problems: placed(source, first) }
  const shown = shownNames(resolved)
  const { config, problems } = normalize(file, { environment, providers: options.available?.providers ?? [], shown })
  const { available, folder } = options
  const strategies = available?.strategies ?? usualStrategies
  const crossed = crossChecks({ config, file, strategies, folder, available, shown })
  const all = placed(source, [...first, ...problems, ...crossed])
  if (all.some(({ level }) => level === 'error')) return { problems: all }
  return { config, problems: all }
}

/** Problems with their line and column, in the order of the file; those of included files after it. */
function placed(source: Source, problems: readonly Problem[]): readonly Problem[] {
  const start = source.written ? { line: 1, column: 1 } : undefined
  const found = problems.map((problem) => ({ ...(source.locate(problem.path) ?? start), ...problem }))
  const order = (a: string | number = '', b: string | number = '') => (a < b ? -1 : a > b ? 1 : 0)
  return found.sort(
    (a, b) => order(a.file, b.file) || order(a.line ?? 0, b.line ?? 0) || order(a.column ?? 0, b.column ?? 0),
  )
}
