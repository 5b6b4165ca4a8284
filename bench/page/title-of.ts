import { challengers, direct, floor } from '../targets/targets.ts'

/** What a target is called on the page. */
export const titleOf = (name: string): string =>
  [floor, direct, ...challengers].find((target) => target.name === name)?.title ?? name
