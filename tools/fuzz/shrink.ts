/** A smaller input that is wrong too: stretches are left out as long as it stays so, within so many tries. */
export function shrink(bytes: Buffer, isWrong: (bytes: Buffer) => boolean, tries = 2_000): Buffer {
  let smallest = bytes
  let left = tries
  for (let size = bytes.length >> 1; size > 0 && left > 0; size >>= 1)
    for (let at = 0; at < smallest.length && left > 0; left--) {
      const without = Buffer.concat([smallest.subarray(0, at), smallest.subarray(at + size)])
      if (isWrong(without)) smallest = without
      else at += size
    }
  return smallest
}
