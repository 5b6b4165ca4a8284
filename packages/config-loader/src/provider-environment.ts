import type { Environment } from './environment.ts'
import { isMap } from './map.ts'
import { type Variables, variables } from './provider-variables.ts'

export interface ProviderDefaults {
  readonly apiKey?: string
  readonly apiBase?: string
  readonly apiVersion?: string
}

const variablesOf = (provider: string): Variables | undefined =>
  Object.hasOwn(variables, provider) ? variables[provider] : undefined

type Lists = Readonly<Record<string, readonly string[]>>

/** For each name the first of its variables that is set and not empty. */
const firstSet = (lists: Lists, environment: Environment): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(lists).flatMap(([name, list]) => {
      const value = list.map((variable) => environment[variable]).find((text) => text)
      return value ? [[name, value]] : []
    }),
  )

/** What the environment says of a provider where a deployment says nothing. */
export function providerDefaults(provider: string, environment: Environment): ProviderDefaults {
  const { key = [], base = [], version = [] } = variablesOf(provider) ?? {}
  return firstSet({ apiKey: key, apiBase: base, apiVersion: version }, environment)
}

type Params = Readonly<Record<string, unknown>>

const isGiven = (value: unknown): boolean => value !== undefined && value !== null

/** The parameters of a deployment, and what the environment has of those it lacks that only its adapter understands. */
export function withUsualParams<P extends Params>(
  provider: string,
  params: P,
  environment: Environment,
  hasKey: boolean,
): P {
  const { params: lists = {}, headers = {}, insteadOfKey = [], together = [] } = variablesOf(provider) ?? {}
  const given = insteadOfKey.filter((names) => names.some((name) => isGiven(params[name])))
  const others = insteadOfKey.filter((names) => hasKey || (given.length > 0 && !given.includes(names))).flat()
  const unread = together.some((name) => isGiven(params[name])) ? [...others, ...together] : others
  const usual = Object.entries(firstSet(lists, environment)).filter(
    ([name]) => !isGiven(params[name]) && !unread.includes(name),
  )
  const usualHeaders = firstSet(headers, environment)
  return {
    ...params,
    ...Object.fromEntries(usual),
    ...(Object.keys(usualHeaders).length > 0
      ? { extra_headers: withUsualHeaders(params['extra_headers'], usualHeaders) }
      : {}),
  }
}

function withUsualHeaders(own: unknown, usual: Readonly<Record<string, string>>): object {
  const stated = isMap(own) ? own : {}
  const names = new Set(Object.keys(stated).map((name) => name.toLowerCase()))
  const missing = Object.entries(usual).filter(([name]) => !names.has(name.toLowerCase()))
  return { ...Object.fromEntries(missing), ...stated }
}

/** The variable that a provider's key is usually in; undefined for providers that need none. */
export const usualKeyVariable = (provider: string): string | undefined => {
  const names = variablesOf(provider)
  return names?.keyless ? undefined : names?.key[0]
}
