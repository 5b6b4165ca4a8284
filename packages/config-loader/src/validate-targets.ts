import { fallbackLists } from './checks/fallback-lists.ts'
import { at, isMap } from './map.ts'
import type { Path, Problem } from './problem.ts'

/** A fallback's target may be a map with `model`; what else stands in it changes nothing yet. */
export const targetKeys = (value: unknown): readonly Problem[] =>
  ['router_settings', 'litellm_settings'].flatMap((section) =>
    fallbackLists.flatMap((list) =>
      each([section, list], at(at(value, section), list)).flatMap(([path, map]) =>
        isMap(map) ? Object.entries(map).flatMap(([group, targets]) => inTargets([...path, group], targets)) : [],
      ),
    ),
  )

const each = (path: Path, value: unknown): readonly (readonly [Path, unknown])[] =>
  Array.isArray(value) ? value.map((entry: unknown, index) => [[...path, index], entry]) : []

const inTargets = (path: Path, targets: unknown): readonly Problem[] =>
  (Array.isArray(targets) ? each(path, targets) : [[path, targets] as const]).flatMap(([place, target]) =>
    isMap(target)
      ? Object.keys(target).flatMap((key) => (key === 'model' ? [] : [withoutEffect([...place, key])]))
      : [],
  )

const withoutEffect = (path: Path): Problem => ({
  ...{ level: 'note', code: 'without-effect', message: 'is accepted; it has no effect yet.', path },
})
