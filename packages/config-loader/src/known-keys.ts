import { isAcceptedParam } from './accepted-keys.ts'
import { isOff, protects } from './known-keys-protecting.ts'
import { nearest } from './nearest.ts'
import { homeOf, type Place, placesOf } from './places.ts'
import type { Path, Problem } from './problem.ts'

/**
 * Every key is one that works, one that is accepted and has no effect yet, or unknown; the latter two are named. Those
 * that would protect something are warned of.
 */
export const knownKeys = (value: unknown): readonly Problem[] => placesOf(value).flatMap(keysOf)

const keysOf = ({ path, map, works, later, keys }: Place): readonly Problem[] => {
  const known = [...Object.keys(works.shape), ...Object.keys(later?.shape ?? {})]
  return Object.keys(map).flatMap((key) => {
    if (isCredential(path, key)) return []
    if (protects(path, key) && !Object.hasOwn(works.shape, key) && !isOff(map[key]))
      return [withoutProtection([...path, key])]
    if (later && Object.hasOwn(later.shape, key)) return [withoutEffect([...path, key])]
    if (Object.hasOwn(works.shape, key)) return []
    if (keys === 'parameters' && isAcceptedParam(key)) return [withoutEffect([...path, key])]
    if (keys === 'closed' || isSlip(key, keys, known)) return [unknownKey([...path, key], known)]
    return keys === 'arguments' ? [withoutEffect([...path, key])] : []
  })
}

/** In an open map only what looks like a slip is named, and what every object has. */
const isSlip = (key: string, keys: Place['keys'], known: readonly string[]): boolean =>
  keys !== 'facts' && (key in Object.prototype || key === 'prototype' || nearest(key, known) !== undefined)

/** Credentials work, whatever the schema says of their keys. */
const isCredential = (path: Path, key: string): boolean =>
  (path.length === 0 && key === 'credential_list') ||
  (path.at(-1) === 'litellm_params' && key === 'litellm_credential_name')

const withoutProtection = (path: Path): Problem => ({
  level: 'warning',
  code: 'without-protection',
  message: 'is accepted, and does not protect anything yet.',
  path,
})

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
