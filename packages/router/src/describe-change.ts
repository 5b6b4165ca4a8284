import { isDeepStrictEqual } from 'node:util'
import { type Deployment, type RouterConfig, Secret } from '@turnout/core'

/** What another configuration brought. Deployments by id, settings by name; never a value. */
export interface ConfigChange {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  /** The same id, with something else in it: a key, a weight, a limit. */
  readonly changed: readonly string[]
  /** Settings besides the deployments that are not what they were. */
  readonly settings: readonly (keyof RouterConfig)[]
  /** Settings that have changed, and that a running router cannot take over. */
  readonly atNextStart: readonly (keyof RouterConfig)[]
}

/** Limits that are held in one store cannot be settled in another. */
const fixed: ReadonlySet<keyof RouterConfig> = new Set(['state'])

export function describeChange(before: RouterConfig, after: RouterConfig): ConfigChange {
  const [old, now] = [byId(before), byId(after)]
  const settings = (Object.keys({ ...before, ...after }) as (keyof RouterConfig)[]).filter(
    (key) => key !== 'deployments' && !isSame(before[key], after[key]),
  )
  return {
    added: [...now.keys()].filter((id) => !old.has(id)),
    removed: [...old.keys()].filter((id) => !now.has(id)),
    changed: [...now].flatMap(([id, deployment]) => {
      const was = old.get(id)
      return was && !isSame(was, deployment) ? [id] : []
    }),
    settings: settings.filter((key) => !fixed.has(key)),
    atNextStart: settings.filter((key) => fixed.has(key)),
  }
}

const byId = ({ deployments }: RouterConfig): ReadonlyMap<string, Deployment> =>
  new Map(deployments.map((deployment) => [deployment.id, deployment]))

const isSame = (one: unknown, other: unknown): boolean =>
  one === other || isDeepStrictEqual(revealed(one), revealed(other))

/** Secrets differ in what they hide, so they are compared by that, and only here. */
function revealed(value: unknown): unknown {
  if (value instanceof Secret) return value.reveal()
  if (Array.isArray(value)) return value.map(revealed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, revealed(entry)]))
}
