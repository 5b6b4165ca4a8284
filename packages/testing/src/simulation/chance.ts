import { seededRandom } from '../seeded-random.ts'

/** Seeded chance, in the words that worlds are described in. */
export class Chance {
  readonly random: () => number

  constructor(seed: number) {
    this.random = seededRandom(seed)
  }

  /** From `least` to `most`, whole. */
  between = (least: number, most: number): number => least + Math.floor(this.random() * (most - least + 1))
  of = (share: number): boolean => this.random() < share
  one = <T>(...list: readonly [T, ...T[]]): T => list[this.between(0, list.length - 1)] ?? list[0]
  times = <T>(count: number, make: (index: number) => T): T[] => {
    const made: T[] = []
    for (let index = 0; index < count; index++) made.push(make(index))
    return made
  }
}

/** A seed of its own for each thing that chance decides, so that one thing less leaves the others as they are (FNV-1a). */
export function seedOf(seed: number, ...parts: readonly number[]): number {
  let hash = mixed(0x811c9dc5, seed)
  for (const part of parts) hash = mixed(hash, part)
  return hash
}

/** Adds a whole number to a 32-bit hash. */
export function mixed(hash: number, value: number): number {
  let mixing = Math.imul(hash ^ (value & 0xffff), 0x01000193)
  mixing = Math.imul(mixing ^ ((value >>> 16) & 0xffff), 0x01000193)
  return (mixing ^ (mixing >>> 15)) >>> 0
}
