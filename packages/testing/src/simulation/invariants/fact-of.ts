import type { World } from '../world.ts'

/** What follows from a world alone is worked out once, and not at every event in it. */
export function factOf<T>(find: (world: World) => T): (world: World) => T {
  let known: { readonly world: World; readonly fact: T } | undefined
  return (world) => {
    if (known?.world !== world) known = { world, fact: find(world) }
    return known.fact
  }
}
