/** DER (ITU-T X.690), as much of it as a certificate needs. */

export const tlv = (tag: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const bytes = Uint8Array.of(tag, ...lengthBytes(length), ...new Array<number>(length))
  let at = bytes.length - length
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

const lengthBytes = (length: number): readonly number[] =>
  length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => tlv(0x30, ...parts)
export const set = (...parts: readonly Uint8Array[]): Uint8Array => tlv(0x31, ...parts)
export const integer = (bytes: Uint8Array): Uint8Array => tlv(0x02, bytes)
export const octets = (part: Uint8Array): Uint8Array => tlv(0x04, part)
export const bits = (part: Uint8Array): Uint8Array => tlv(0x03, Uint8Array.of(0), part)
export const oid = (...bytes: readonly number[]): Uint8Array => tlv(0x06, Uint8Array.from(bytes))
export const name = (text: string): Uint8Array => tlv(0x0c, new TextEncoder().encode(text))
export const explicit = (at: number, part: Uint8Array): Uint8Array => tlv(0xa0 + at, part)

/** UTCTime: good until 2049. */
export const time = (date: Date): Uint8Array =>
  tlv(0x17, new TextEncoder().encode(`${date.toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`))
