import { isMap } from './map.ts'
import type { Path, Problem } from './problem.ts'

/** What JSON cannot hold: numbers without end or value, anywhere, and in an object code. `told` is said already. */
export function notData(value: unknown, told: ReadonlySet<string>, path: Path = []): readonly Problem[] {
  if (Array.isArray(value)) return value.flatMap((entry, index) => notData(entry, told, [...path, index]))
  if (isMap(value)) return Object.entries(value).flatMap(([key, entry]) => notData(entry, told, [...path, key]))
  const message = whyNot(value)
  if (message === undefined || told.has(JSON.stringify(path))) return []
  return [{ level: 'error', code: 'wrong-type', message, path }]
}

function whyNot(value: unknown): string | undefined {
  if (typeof value === 'number' && !Number.isFinite(value))
    return 'expected a number, found a number without end or value.'
  if (['function', 'bigint', 'symbol'].includes(typeof value)) return `expected plain data, found a ${typeof value}.`
  return undefined
}
