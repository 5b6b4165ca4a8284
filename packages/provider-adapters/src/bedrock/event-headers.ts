/** The types whose values have a length of their own; the others say theirs. */
const fixedBytes: Readonly<Record<number, number>> = { 0: 0, 1: 0, 2: 1, 3: 2, 4: 4, 5: 8, 8: 8, 9: 16 }
const bytesType = 6
const textType = 7

/**
 * The headers of an AWS event stream message whose values are text: length and name, type, value ("Event stream encoding").
 * Undefined where they do not add up.
 */
export function eventHeaders(bytes: Buffer): Readonly<Record<string, string>> | undefined {
  const headers: Record<string, string> = {}
  let at = 0
  const fits = (count: number): boolean => at + count <= bytes.length
  while (at < bytes.length) {
    const nameLength = bytes[at++] ?? 0
    if (!fits(nameLength + 1)) return undefined
    const name = bytes.toString('utf8', at, at + nameLength)
    at += nameLength
    const type = bytes[at++] ?? 0
    let length = fixedBytes[type]
    if (type === bytesType || type === textType) {
      if (!fits(2)) return undefined
      length = bytes.readUInt16BE(at)
      at += 2
    }
    if (length === undefined || !fits(length)) return undefined
    if (type === textType) headers[name] = bytes.toString('utf8', at, at + length)
    at += length
  }
  return headers
}
