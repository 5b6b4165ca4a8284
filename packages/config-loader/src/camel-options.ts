/** Options whose keys are names (of groups, aliases, errors, headers), down to this depth: they never change. */
const namedBelow: Readonly<Record<string, number>> = {
  modelGroupAlias: 1,
  fallbacks: 1,
  contextWindowFallbacks: 1,
  contentPolicyFallbacks: 1,
  retryPolicy: 1,
  allowedFailsPolicy: 1,
  modelGroupRetryPolicy: 2,
  modelGroupStrategy: 1,
  extraHeaders: 1,
  environmentVariables: 1,
}

/** camelCase options → the file's snake_case, at every depth; names of groups, aliases, errors and headers stay. */
export function toSnakeCase(value: unknown, namedLevels = 0): unknown {
  if (Array.isArray(value)) return value.map((entry) => toSnakeCase(entry, namedLevels))
  if (!isPlainObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) =>
      namedLevels > 0
        ? [key, toSnakeCase(entry, namedLevels - 1)]
        : [snake(key), toSnakeCase(entry, namedBelow[key] ?? 0)],
    ),
  )
}

const snake = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
