/** No mutation grows an input beyond this, in bytes. */
export const longestInput = 100 * 1024

/** Chance, and what is taken from elsewhere. */
export interface Mutating {
  readonly random: () => number
  readonly words: readonly string[]
  /** Other inputs, to splice with. */
  readonly others: readonly Buffer[]
}

/** The bytes with one to eight changes. */
export function mutate(bytes: Buffer, mutating: Mutating): Buffer {
  let mutated = bytes
  for (let left = 1 + below(8, mutating.random); left > 0; left--) {
    const change = oneOf(changes, mutating.random) ?? flip
    mutated = change(mutated, mutating).subarray(0, longestInput)
  }
  return mutated
}

type Change = (bytes: Buffer, mutating: Mutating) => Buffer

const below = (end: number, random: () => number): number => Math.floor(random() * end)
const oneOf = <T>(items: readonly T[], random: () => number): T | undefined => items[below(items.length, random)]

const withInside = (bytes: Buffer, at: number, inside: Uint8Array, left = 0): Buffer =>
  Buffer.concat([bytes.subarray(0, at), inside, bytes.subarray(at + left)])

/** A stretch, mostly a short one. */
function stretch(bytes: Buffer, random: () => number): readonly [start: number, end: number] {
  const start = below(bytes.length + 1, random)
  const most = random() < 0.8 ? 16 : bytes.length
  return [start, Math.min(bytes.length, start + 1 + below(most, random))]
}

const flip: Change = (bytes, { random }) => {
  const at = below(bytes.length, random)
  return withInside(bytes, at, Uint8Array.of((bytes[at] ?? 0) ^ (1 << below(8, random))), 1)
}

const insert: Change = (bytes, { random }) =>
  withInside(bytes, below(bytes.length + 1, random), Uint8Array.of(below(256, random)))

const insertWord: Change = (bytes, { random, words }) =>
  withInside(bytes, below(bytes.length + 1, random), Buffer.from(oneOf(words, random) ?? ''))

const remove: Change = (bytes, { random }) => {
  const [start, end] = stretch(bytes, random)
  return withInside(bytes, start, Buffer.alloc(0), end - start)
}

const splice: Change = (bytes, { random, others }) => {
  const other = oneOf(others, random) ?? bytes
  const [start, end] = stretch(other, random)
  return withInside(bytes, below(bytes.length + 1, random), other.subarray(start, end))
}

/** A stretch many times over: rarely so often that the input is as long as may be. */
const repeat: Change = (bytes, { random }) => {
  const [start, end] = stretch(bytes, random)
  const size = end - start
  if (size === 0) return bytes
  const room = Math.floor((longestInput - bytes.length) / size)
  const times = random() < 0.05 ? room : Math.min(room, 1 + below(40, random))
  return withInside(bytes, start, Buffer.alloc(times * size, bytes.subarray(start, end)))
}

const changes: readonly Change[] = [flip, insert, insertWord, insertWord, remove, splice, repeat]
