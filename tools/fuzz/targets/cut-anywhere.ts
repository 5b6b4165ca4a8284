import { deepStrictEqual } from 'node:assert'
import { crc32 } from 'node:zlib'
import { ProviderError } from '@turnout/core'
import type { Decoder } from '@turnout/provider-adapters/kit'
import { seededRandom } from '@turnout/testing'

/** Where every byte alone would take too long. */
const mostBytesAlone = 2_000

/** What a decoder makes of bytes, however they are cut: the same. Throws where it is not. */
export function cutAnywhere<T>(decoder: () => Decoder<T>, bytes: Buffer): readonly T[] {
  const whole = decoded(decoder(), [bytes])
  const random = seededRandom(crc32(bytes))
  const cuts = Array.from({ length: 1 + Math.floor(random() * 8) }, () => Math.floor(random() * (bytes.length + 1)))
  deepStrictEqual(decoded(decoder(), piecesOf(bytes, cuts)), whole, `cut at ${cuts}, it is something else`)
  if (bytes.length <= mostBytesAlone)
    deepStrictEqual(
      decoded(
        decoder(),
        Array.from(bytes, (byte) => Uint8Array.of(byte)),
      ),
      whole,
      'byte by byte, it is',
    )
  return whole
}

function piecesOf(bytes: Buffer, cuts: readonly number[]): readonly Uint8Array[] {
  const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length]
  return edges.slice(1).map((end, at) => bytes.subarray(edges[at], end))
}

/** A refusal of the decoder ends it; anything else that is thrown is wrong. */
function decoded<T>(decoder: Decoder<T>, pieces: readonly Uint8Array[]): readonly T[] {
  const items: T[] = []
  try {
    for (const piece of pieces) items.push(...decoder.push(piece))
    items.push(...decoder.flush())
  } catch (error) {
    if (!ProviderError.is(error)) throw error
  }
  return items
}
