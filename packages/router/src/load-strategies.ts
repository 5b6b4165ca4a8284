import { realpath, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { isAbsolute, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isJsonObject, type RouterConfig, type RoutingStrategy } from '@turnout/core'
import { builtinStrategies } from '@turnout/strategies'

type Strategies = Readonly<Record<string, RoutingStrategy>>

/**
 * Strategies that a configuration names by a path or a package, from its own folder. A module's default export is a
 * strategy, or a function from `routing_strategy_args` to one. Throws an `Error` that says what is wrong with it.
 */
export async function loadStrategies(
  { routingStrategy, routingStrategyArgs, groupStrategies }: RouterConfig,
  folder: string | undefined,
  known: Strategies = {},
): Promise<Strategies> {
  const names = new Set([routingStrategy, ...Object.values(groupStrategies)])
  const loaded: Record<string, RoutingStrategy> = { ...known }
  for (const name of names) {
    if (Object.hasOwn(builtinStrategies, name) || Object.hasOwn(loaded, name)) continue
    if (folder === undefined) throw new Error(`The routing strategy ${name} can only be named in a file.`)
    const exported: unknown = await importFrom(folder, name)
    const made: unknown = typeof exported === 'function' ? exported(routingStrategyArgs) : exported
    if (!isStrategy(made)) throw new Error(`The default export of ${name} is not a routing strategy.`)
    loaded[name] = made
  }
  return loaded
}

/** A module inside the folder, links followed; read again when its file has changed. */
async function importFrom(folder: string, name: string): Promise<unknown> {
  const home = await realpath(folder)
  const file = await realpath(isPath(name) ? resolve(home, name) : createRequire(join(home, 'x')).resolve(name)).catch(
    () => undefined,
  )
  if (file === undefined) throw new Error(`The routing strategy ${name} was not found in ${folder}.`)
  const way = relative(home, file)
  if (way.startsWith('..') || isAbsolute(way))
    throw new Error(`The routing strategy ${name} is outside the folder of the configuration.`)
  const { mtimeMs } = await stat(file)
  const module: unknown = await import(`${pathToFileURL(file).href}?${mtimeMs}`)
  return isJsonObject(module) ? module['default'] : undefined
}

const isPath = (name: string): boolean => /^\.{0,2}\/|\.[cm]?[jt]s$/.test(name)

function isStrategy(value: unknown): value is RoutingStrategy {
  if (!isJsonObject(value)) return false
  const strategy: Readonly<Record<string, unknown>> = value
  const { name, needs, select } = strategy
  return typeof name === 'string' && isJsonObject(needs) && typeof select === 'function'
}
