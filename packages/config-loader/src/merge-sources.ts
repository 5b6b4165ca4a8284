import { isMap } from './map.ts'
import type { Source } from './parse-yaml.ts'
import type { Path } from './problem.ts'

/** Two files as one: maps merge, lists at the top are joined, and where both say something the including one wins. */
export function mergeSources(own: Source, included: Source): Source {
  const [a, b] = [own.value ?? {}, included.value ?? {}]
  return {
    value: isMap(a) && isMap(b) ? merged(a, b, 'top') : own.value,
    problems: [...own.problems, ...included.problems],
    written: true,
    locate(path) {
      const theirs = pathInIncluded(a, b, path)
      const isTheirs = theirs && reach(b, theirs) > reach(a, path)
      return isTheirs ? included.locate(theirs) : own.locate(path)
    },
  }
}

function merged(a: unknown, b: unknown, level: 'top' | 'section' | 'below'): unknown {
  if (level === 'section' && Array.isArray(a) && Array.isArray(b)) return [...a, ...b]
  if (!isMap(a) || !isMap(b)) return a ?? b
  const next = level === 'top' ? 'section' : 'below'
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  return Object.fromEntries(keys.map((key) => [key, merged(own(a, key), own(b, key), next)]))
}

const own = (map: Readonly<Record<string, unknown>>, key: string): unknown =>
  Object.hasOwn(map, key) ? map[key] : undefined

/** A path of the whole, as the included file has it: what is joined to a list counts from that list's end. */
function pathInIncluded(a: unknown, b: unknown, path: Path): Path | undefined {
  const [section, index, ...rest] = path
  if (typeof section !== 'string' || typeof index !== 'number' || !isMap(a) || !isMap(b)) return path
  const [before, joined] = [own(a, section), own(b, section)]
  if (!Array.isArray(before) || !Array.isArray(joined)) return path
  return index < before.length ? undefined : [section, index - before.length, ...rest]
}

/** How many steps of a path are there. */
function reach(value: unknown, path: Path): number {
  let node = value
  for (const [depth, step] of path.entries()) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, step)) return depth
    node = (node as Record<string | number, unknown>)[step]
  }
  return path.length
}
