import type { Json, JsonObject } from '@turnout/core'

const refuse = (name: string, wanted: string, given: Json): never => {
  throw new TypeError(`routing_strategy_args.${name} must be ${wanted}, not ${JSON.stringify(given)}.`)
}

export interface NumberBounds {
  readonly least: number
  readonly most?: number
  readonly whole?: boolean
}

/** A number among a strategy's arguments, also as text (it may come from the environment); absent: `otherwise`. */
export function numberArgument(args: JsonObject, name: string, otherwise: number, bounds: NumberBounds): number {
  const given = args[name] ?? otherwise
  const value = typeof given === 'string' && given.trim() !== '' ? Number(given) : given
  const { least, most = Number.MAX_VALUE, whole = false } = bounds
  const fits = typeof value === 'number' && value >= least && value <= most && (!whole || Number.isInteger(value))
  if (fits) return value
  const upTo = bounds.most === undefined ? '' : ` and at most ${most}`
  return refuse(name, `a ${whole ? 'whole ' : ''}number of at least ${least}${upTo}`, given)
}

/** What an argument names in a table; absent: undefined. */
export function namedArgument<T>(args: JsonObject, name: string, table: Readonly<Record<string, T>>): T | undefined {
  const given = args[name] ?? undefined
  return given === undefined ? undefined : named(table, given, name, 'one of')
}

/** All that a list names in a table; absent: nothing. One name is a list too. */
export function namedArguments<T>(args: JsonObject, name: string, table: Readonly<Record<string, T>>): readonly T[] {
  const given = args[name] ?? []
  const listed: readonly Json[] = Array.isArray(given) ? given : [given]
  return listed.map((each) => named(table, each, name, 'a list of'))
}

function named<T>(table: Readonly<Record<string, T>>, given: Json, name: string, wanted: string): T {
  const thing = typeof given === 'string' && Object.hasOwn(table, given) ? table[given] : undefined
  return thing ?? refuse(name, `${wanted} ${Object.keys(table).join(', ')}`, given)
}
