export type PlainMap = Readonly<Record<string, unknown>>

/** A map of YAML or JSON: not a list, not nothing. */
export const isMap = (value: unknown): value is PlainMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value at a key, where there is a map that has it. */
export const at = (value: unknown, key: string): unknown =>
  isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined
