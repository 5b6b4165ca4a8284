import { readFile } from 'node:fs/promises'
import type { RouterConfig } from '@turnout/core'
import type { Available } from './available.ts'
import { checkAdapters } from './checks/adapters-exist.ts'
import { checkCallbacks } from './checks/callbacks-known.ts'
import { checkFallbackTargets } from './checks/fallback-targets.ts'
import { checkMasterKey } from './checks/master-key-set.ts'
import { checkStrategy } from './checks/strategy-known.ts'
import { type Environment, resolveEnvironment, withOwnVariables } from './environment.ts'
import { deepest, isTooDeep } from './nesting.ts'
import { normalize } from './normalize.ts'
import { parseYaml, type Source } from './parse-yaml.ts'
import type { Problem } from './problem.ts'
import { validate } from './validate.ts'

export interface LoadOptions {
  /** Default: the process's. */
  readonly environment?: Environment
  /** What there is; absent: names are taken as they come, but for the strategy. */
  readonly available?: Available
}

export interface Loaded {
  /** Absent when a problem is an error. */
  readonly config?: RouterConfig
  /** In the order of the file. */
  readonly problems: readonly Problem[]
}

/** A configuration file (LiteLLM's, unchanged) → data. Reading it may throw what `fs` throws; its content never does. */
export async function loadConfigFile(path: string, options: LoadOptions = {}): Promise<Loaded> {
  return parseConfig(await readFile(path, 'utf8'), options)
}

/** The text of a configuration file → data. */
export const parseConfig = (text: string, options: LoadOptions = {}): Loaded => load(parseYaml(text), options)

/** The same as an object, with the file's spelling. */
export const fromObject = (value: unknown, options: LoadOptions = {}): Loaded =>
  load({ value, problems: [], locate: () => undefined }, options)

/** Parse → environment → validate → normalise → cross-check. */
function load(source: Source, options: LoadOptions): Loaded {
  if (source.problems.length > 0) return { problems: source.problems }
  if (isTooDeep(source.value)) return { problems: [tooDeep] }
  const environment = withOwnVariables(source.value, options.environment ?? process.env)
  const resolved = resolveEnvironment(source.value, environment)
  const { file, problems: shape } = validate(resolved.value)
  if (!file) return { problems: placed(source, [...resolved.problems, ...shape]) }
  const { config, problems } = normalize(file, { environment, providers: options.available?.providers ?? [] })
  const strategies = options.available?.strategies ?? ['simple-shuffle']
  const crossed = [
    ...checkStrategy(config.routingStrategy, strategies),
    ...checkFallbackTargets(config, file),
    ...checkMasterKey(config, file),
    ...(options.available ? checkAdapters(file, options.available.providers) : []),
    ...(options.available ? checkCallbacks(file, options.available.callbacks) : []),
  ]
  const all = placed(source, [...resolved.problems, ...shape, ...problems, ...crossed])
  if (all.some(({ level }) => level === 'error')) return { problems: all }
  const routingStrategy = strategies.includes(config.routingStrategy) ? config.routingStrategy : 'simple-shuffle'
  return { config: { ...config, routingStrategy }, problems: all }
}

const tooDeep: Problem = {
  level: 'error',
  code: 'too-large',
  message: `It nests deeper than ${deepest} levels.`,
  path: [],
}

/** Problems with their line and column, in the order of the file. */
function placed(source: Source, problems: readonly Problem[]): readonly Problem[] {
  const found = problems.map((problem) => ({ ...problem, ...source.locate(problem.path) }))
  return found.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0))
}
