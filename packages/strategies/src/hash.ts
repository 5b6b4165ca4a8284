/**
 * A 32-bit hash of a text, not secret (FNV-1a over UTF-16 code units). `seed` goes on where another text ended; with a
 * `step` only every so manieth unit counts.
 */
export function hashText(text: string, seed = 0x811c9dc5, step = 1): number {
  let hash = seed | 0
  for (let i = 0; i < text.length; i += step) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** A 32-bit number that looks like chance, from two. (The finalizer of MurmurHash3, public domain.) */
export function mixHashes(one: number, other: number): number {
  let hash = one ^ Math.imul(other, 0x9e3779b1)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
