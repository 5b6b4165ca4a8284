import { isAcceptedParam } from './accepted-keys.ts'
import { nearest } from './nearest.ts'
import { homeOf, type Place, placesOf } from './places.ts'
import type { Path, Problem } from './problem.ts'

/** Every key is one that works, one that is accepted and has no effect yet, or unknown; the latter two are named. */
export const knownKeys = (value: unknown): readonly Problem[] => placesOf(value).flatMap(keysOf)

const keysOf = ({ path, map, works, later, keys }: Place): readonly Problem[] => {
  const known = [...Object.keys(works.shape), ...Object.keys(later?.shape ?? {})]
  return Object.keys(map).flatMap((key) => {
    if (later && Object.hasOwn(later.shape, key)) return [withoutEffect([...path, key])]
    if (Object.hasOwn(works.shape, key)) return []
    if (keys === 'parameters' && isAcceptedParam(key)) return [withoutEffect([...path, key])]
    if (keys === 'closed' || isSlip(key, keys, known)) return [unknownKey([...path, key], known)]
    return []
  })
}

/** In an open map only what looks like a slip is named, and what every object has. */
const isSlip = (key: string, keys: Place['keys'], known: readonly string[]): boolean =>
  keys === 'parameters' && (key in Object.prototype || key === 'prototype' || nearest(key, known) !== undefined)

const withoutEffect = (path: Path): Problem => ({
  level: 'note',
  code: 'without-effect',
  message: 'is accepted; it has no effect yet.',
  path,
})

export function unknownKey(path: Path, known: Iterable<string>): Problem {
  const key = String(path.at(-1))
  const suggestion = nearest(key, known)
  const elsewhere = suggestion === undefined ? homeOf(key) : undefined
  const message =
    elsewhere === undefined ? 'is not a known key.' : `is not a known key here; it belongs in ${elsewhere}.`
  const problem: Problem = { level: 'warning', code: 'unknown-key', message, path }
  return suggestion === undefined ? problem : { ...problem, suggestion }
}
