/** Chance for what is only imagined (xorshift32, Marsaglia 2003): whatever it takes, nobody else's chance changes. */
export function forkedRandom(): () => number {
  let state = 0x9e37_79b9
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}
