import { modelInfoLater } from './schema/later/model-list.ts'
import { modelInfo } from './schema/model-list.ts'

/**
 * How the keys of a map change: those of options do, at every depth; so do those of parameters and the known ones of
 * facts, but nothing below them, which is the provider's; names stay, and say what is below them.
 */
type Keys = 'options' | 'parameters' | 'facts' | { readonly names: Keys }

const optionsByName: Keys = { names: 'options' }
const fallbackLists: Keys = { names: 'parameters' }

/** Options that hold something else than options. Names are those of groups, aliases, errors, providers and headers. */
const below: Readonly<Record<string, Keys>> = {
  litellmParams: 'parameters',
  defaultLitellmParams: 'parameters',
  modelInfo: 'facts',
  modelGroupAlias: optionsByName,
  fallbacks: fallbackLists,
  contextWindowFallbacks: fallbackLists,
  contentPolicyFallbacks: fallbackLists,
  defaultFallbacks: 'parameters',
  retryPolicy: optionsByName,
  allowedFailsPolicy: optionsByName,
  modelGroupRetryPolicy: { names: optionsByName },
  modelGroupStrategy: optionsByName,
  modelGroupAffinityConfig: optionsByName,
  providerBudgetConfig: optionsByName,
  environmentVariables: optionsByName,
}

/** camelCase options → the file's snake_case; names, and what is the provider's, stay as they are. */
export const toSnakeCase = (value: unknown): unknown => converted(value, 'options')

function converted(value: unknown, keys: Keys): unknown {
  if (Array.isArray(value)) return value.map((entry) => converted(entry, keys))
  if (!isPlainObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => convertedEntry(key, entry, keys)))
}

function convertedEntry(key: string, entry: unknown, keys: Keys): readonly [string, unknown] {
  if (keys === 'parameters') return [snake(key), key === 'simulated' ? converted(entry, 'options') : entry]
  if (keys === 'facts') return [isFact(snake(key)) ? snake(key) : key, entry]
  if (keys === 'options') return [snake(key), converted(entry, keysBelow(key))]
  return [key, converted(entry, keys.names)]
}

const keysBelow = (key: string): Keys =>
  (Object.hasOwn(below, snakeless(key)) ? below[snakeless(key)] : undefined) ?? 'options'

/** Options may be spelt as in the file, too. */
const snakeless = (key: string): string => key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

const facts = new Set([...Object.keys(modelInfo.shape), ...Object.keys(modelInfoLater.shape)])

const isFact = (key: string): boolean => facts.has(key) || /(^|_)cost(_|$)/.test(key)

const snake = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
