import type { Engine } from './engine.ts'
import type { Group } from './group.ts'
import { adapterNameOf } from './target.ts'

/**
 * Adapters are loaded when their group is first asked, all of them before the choice, because they know what their models
 * lack. What cannot be loaded holds nobody up: the attempt tells why.
 */
export function adaptersLoaded(provider: Engine['provider']): Engine['adaptersLoaded'] {
  const loaded = new WeakSet<Group>()
  return (group) => {
    if (loaded.has(group)) return undefined
    const names = new Set(group.members.map(({ deployment }) => adapterNameOf(deployment)))
    const loading = [...names].map(provider).filter((adapter) => adapter instanceof Promise)
    if (loading.length > 0) return Promise.allSettled(loading)
    loaded.add(group)
    return undefined
  }
}
