import type { NonEmpty } from '@turnout/core'

/** One of `list`, each as likely as another. `random` is uniform in [0, 1). */
export function pickUniform<T>(list: NonEmpty<T>, random: () => number): T {
  return list[Math.floor(random() * list.length)] ?? list[0]
}

/** One of `list`, in proportion to its weight. Negative and NaN count as 0; a sum of zero, or without end: uniform. */
export function pickWeighted<T>(list: NonEmpty<T>, weightOf: (entry: T) => number, random: () => number): T {
  let total = 0
  for (const entry of list) total += atLeastZero(weightOf(entry))
  if (total === 0 || total === Infinity) return pickUniform(list, random)
  let mark = random() * total
  let last: T = list[0]
  for (const entry of list) {
    const weight = atLeastZero(weightOf(entry))
    if (weight === 0) continue
    last = entry
    mark -= weight
    if (mark < 0) return entry
  }
  return last
}

const atLeastZero = (weight: number): number => (weight > 0 ? weight : 0)
