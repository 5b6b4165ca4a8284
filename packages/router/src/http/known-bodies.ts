import type { OperationName } from '@turnout/core'
import { deepFreeze } from '../deep-freeze.ts'
import type { ParsedBody } from './parse-body.ts'

/** Longer ones are not remembered. */
const mostBytes = 256 * 1024
/** How much comes into one table before the next is begun. */
const bytesATable = 2 * 1024 * 1024
/** What the smallest takes as objects. */
const leastBytes = 1024

interface Known {
  readonly bytes: Buffer
  readonly parsed: { readonly [O in OperationName]?: ParsedBody<O> }
}

/**
 * Bodies that have come before, byte by byte: who asks the same again need not have it parsed again. What is remembered
 * cannot be changed any more. Two tables in turn hold the bodies of late, by a sample of each; the older ones go with the second.
 */
export class KnownBodies {
  #young = new Map<number, Known>()
  #old = new Map<number, Known>()
  #bytes = 0
  readonly #requests = new WeakSet<object>()

  get<O extends OperationName>(operation: O, bytes: Uint8Array): ParsedBody<O> | undefined {
    if (bytes.byteLength > mostBytes) return undefined
    const sum = sampleOf(bytes)
    const young = this.#young.get(sum)
    const known = young ?? this.#old.get(sum)
    if (!known?.bytes.equals(bytes)) return undefined
    if (!young) this.#add(sum, known)
    return known.parsed[operation]
  }

  remember<O extends OperationName>(operation: O, bytes: Uint8Array, body: ParsedBody<O>): void {
    if (bytes.byteLength > mostBytes) return
    deepFreeze(body.request)
    this.#requests.add(body.request)
    this.#add(sampleOf(bytes), { bytes: Buffer.from(bytes), parsed: { [operation]: body } })
  }

  /** Whether this very request is remembered: then it is what it was. */
  has(request: object): boolean {
    return this.#requests.has(request)
  }

  #add(sum: number, known: Known): void {
    const bytes = known.bytes.byteLength + leastBytes
    this.#bytes += bytes
    if (this.#bytes > bytesATable) {
      this.#old = this.#young
      this.#young = new Map()
      this.#bytes = bytes
    }
    this.#young.set(sum, known)
  }
}

/** So many bytes are looked at, all over it. */
const looks = 32

/** A number for each body, the same for some: whether it is the same body is told by its bytes. */
function sampleOf(bytes: Uint8Array): number {
  const step = Math.max(1, Math.floor(bytes.byteLength / looks))
  let sum = bytes.byteLength
  for (let at = bytes.byteLength - 1; at >= 0; at -= step) sum = (Math.imul(sum, 31) + (bytes[at] ?? 0)) | 0
  return sum
}
