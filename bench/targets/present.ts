import type { Target } from './target.ts'

/** Those that can be measured here; of the others it is said why not. */
export const present = (targets: readonly Target[]): readonly Target[] =>
  targets.filter(({ name, absent }) => {
    const reason = absent?.()
    if (reason !== undefined) console.error(`${name} is left out: ${reason}`)
    return reason === undefined
  })
