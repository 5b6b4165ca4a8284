import { looksLikePath, moduleFile } from '../module-file.ts'
import { nearest } from '../nearest.ts'
import type { Path, Problem } from '../problem.ts'
import type { ConfigFile } from '../schema/config-file.ts'
import { laterStrategies } from '../strategy-names.ts'
import { asItIs, type Shown } from './shown-names.ts'

export interface Strategies {
  /** By name. */
  readonly known: readonly string[]
  /** Where paths and packages are looked for; absent where the configuration comes from no file. */
  readonly folder?: string | undefined
  readonly shown?: Shown
}

/** Every strategy that is named: one that nobody knows is an error that names those there are. */
export function checkStrategies({ router_settings }: ConfigFile, strategies: Strategies): readonly Problem[] {
  const section: Path = ['router_settings']
  return [
    ...checkStrategy(router_settings?.routing_strategy, [...section, 'routing_strategy'], strategies),
    ...Object.entries(router_settings?.model_group_strategy ?? {}).flatMap(([group, name]) =>
      checkStrategy(name, [...section, 'model_group_strategy', group], strategies),
    ),
  ]
}

function checkStrategy(name: string | null | undefined, path: Path, strategies: Strategies): readonly Problem[] {
  const { known, folder, shown = asItIs } = strategies
  if (name === null || name === undefined || known.includes(name)) return []
  if (laterStrategies.includes(name)) {
    const message = `${shown(name)} is not done yet; simple-shuffle serves.`
    return [{ level: 'warning', code: 'strategy-later', message, path }]
  }
  const found = folder === undefined ? withoutFolder(name) : moduleFile(name, folder)
  if (!found) return [unknown(name, path, strategies)]
  const message = 'wrong' in found ? `The strategy ${shown(name)} cannot be taken. ${found.wrong}` : ''
  return message ? [{ level: 'error', code: 'bad-strategy', message, path }] : []
}

const withoutFolder = (name: string) =>
  looksLikePath(name)
    ? { wrong: 'Its path would be that from a configuration file, and this comes from none.' }
    : undefined

function unknown(name: string, path: Path, { known, shown = asItIs }: Strategies): Problem {
  const names = [...known, ...laterStrategies.filter((later) => !known.includes(later))]
  const suggestion = nearest(name, names)
  const message = `There is no routing strategy ${shown(name)}. There are: ${names.join(', ')}.`
  return { level: 'error', code: 'unknown-strategy', message, path, ...(suggestion ? { suggestion } : {}) }
}
