import type { Target } from './target.ts'

/** Why targets cannot be measured here, by name. */
export const absentees = (targets: readonly Target[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    targets.flatMap(({ name, absent }) => {
      const reason = absent?.()
      return reason === undefined ? [] : [[name, reason]]
    }),
  )

/** Those that can be measured here; of the others it is said why not. */
export const present = (targets: readonly Target[]): readonly Target[] => {
  const absent = absentees(targets)
  for (const [name, reason] of Object.entries(absent)) console.error(`${name} is left out: ${reason}`)
  return targets.filter(({ name }) => absent[name] === undefined)
}
