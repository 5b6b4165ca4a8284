import { isMap } from './map.ts'
import type { Path, Problem } from './problem.ts'

/** The value without keys `__proto__` at any depth: nothing is called so, and assigning it would change an object's kind. */
export function withoutPrototypeKeys(given: unknown): {
  readonly value: unknown
  readonly problems: readonly Problem[]
} {
  const problems: Problem[] = []
  const walk = (node: unknown, path: Path): unknown => {
    if (Array.isArray(node)) return node.map((entry, index) => walk(entry, [...path, index]))
    if (!isMap(node)) return node
    const kept = Object.entries(node).filter(([key]) => key !== '__proto__')
    if (Object.hasOwn(node, '__proto__')) problems.push(ignored([...path, '__proto__']))
    return Object.fromEntries(kept.map(([key, entry]) => [key, walk(entry, [...path, key])]))
  }
  return { value: walk(given, []), problems }
}

const ignored = (path: Path): Problem => ({
  level: 'warning',
  code: 'unknown-key',
  message: 'is not a known key, and is ignored.',
  path,
})
