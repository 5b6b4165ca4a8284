import { moduleFile } from '@turnout/config-loader'
import { isJsonObject, type JsonObject, type RouterConfig, type RoutingStrategy } from '@turnout/core'
import { builtinStrategies } from '@turnout/strategies'
import { because, importModule, moduleUrl } from './import-module.ts'

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
    const made = await makeFrom(name, exported, routingStrategyArgs)
    if (!isStrategy(made)) throw new Error(`The default export of ${name} is not a routing strategy.`)
    loaded[name] = made
  }
  return loaded
}

/** A module of the folder; read again when its file has changed. */
async function importFrom(folder: string, name: string): Promise<unknown> {
  const found = moduleFile(name, folder)
  if (!found) throw new Error(`The routing strategy ${name} was not found in ${folder}.`)
  if ('wrong' in found) throw new Error(`The routing strategy ${name} cannot be loaded: ${found.wrong}`)
  const url = await moduleUrl(found.file)
  return importModule(url).catch((error: unknown) => {
    throw because(`The routing strategy ${name} cannot be loaded`, error)
  })
}

/** A strategy as it is, or from a function of the arguments. */
async function makeFrom(name: string, exported: unknown, args: JsonObject): Promise<unknown> {
  if (typeof exported !== 'function') return exported
  try {
    return await exported(args)
  } catch (error) {
    throw because(`The routing strategy ${name} cannot be made`, error)
  }
}

function isStrategy(value: unknown): value is RoutingStrategy {
  if (!isJsonObject(value)) return false
  const strategy: Readonly<Record<string, unknown>> = value
  const { name, needs, select, prepare } = strategy
  if (typeof name !== 'string' || typeof select !== 'function' || !isJsonObject(needs)) return false
  if (prepare !== undefined && typeof prepare !== 'function') return false
  const signals: readonly unknown[] = Object.values(needs)
  return signals.every((signal) => isJsonObject(signal) && 'bind' in signal)
}
