import type { NonEmpty } from '@turnout/core'

/** The entry with the least measure. Of equals the first; hand in `random` to pick among equals by chance. */
export function leastBy<T>(list: NonEmpty<T>, measure: (entry: T) => number, random?: () => number): T {
  let best: T = list[0]
  let least = measure(best)
  let equals = 1
  for (let i = 1; i < list.length; i++) {
    const entry = list[i] as T
    const value = measure(entry)
    if (value < least) {
      best = entry
      least = value
      equals = 1
    } else if (value === least && random) {
      equals++
      if (random() * equals < 1) best = entry
    }
  }
  return best
}
