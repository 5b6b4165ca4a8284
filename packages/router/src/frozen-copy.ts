import { isPlain } from './is-plain.ts'

/** Maps and lists copied at any depth, and frozen; what is of a class is passed on as it is. */
export const frozenCopy = <T>(value: T): T => copyOf(value) as T

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return Object.freeze(value.map(copyOf))
  if (!isPlain(value)) return value
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copyOf(inner)])))
}
