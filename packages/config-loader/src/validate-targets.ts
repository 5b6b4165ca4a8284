import { fallbackLists } from './checks/fallback-lists.ts'
import { isOfDeployment } from './fallback-patch.ts'
import { at, isMap } from './map.ts'
import type { Path, Problem } from './problem.ts'

/** A fallback's target may be a map with `model` and what the request has there instead; keys and addresses are left out. */
export const targetKeys = (value: unknown): readonly Problem[] =>
  ['router_settings', 'litellm_settings'].flatMap((section) => [
    ...inTargets([section, 'default_fallbacks'], at(at(value, section), 'default_fallbacks')),
    ...fallbackLists.flatMap((list) =>
      each([section, list], at(at(value, section), list)).flatMap(([path, map]) =>
        isMap(map) ? Object.entries(map).flatMap(([group, targets]) => inTargets([...path, group], targets)) : [],
      ),
    ),
  ])

const each = (path: Path, value: unknown): readonly (readonly [Path, unknown])[] =>
  Array.isArray(value) ? value.map((entry: unknown, index) => [[...path, index], entry]) : []

const inTargets = (path: Path, targets: unknown): readonly Problem[] =>
  (Array.isArray(targets) ? each(path, targets) : [[path, targets] as const]).flatMap(([place, target]) =>
    isMap(target) ? Object.keys(target).flatMap((key) => (isOfDeployment(key) ? [leftOut([...place, key])] : [])) : [],
  )

const leftOut = (path: Path): Problem => ({
  level: 'warning',
  code: 'fallback-connection',
  message: "is left out: a fallback goes to its group's own deployments, with their keys and addresses.",
  path,
})
