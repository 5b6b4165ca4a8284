import type { Clock, IndexedPrompt, NearPrompt, SemanticIndex } from '@turnout/core'

/** Every prompt of a place is compared, so there are not more than this: some ms. */
const mostInAPlace = 1_000

interface Known {
  /** Of length 1. */
  readonly vector: Float32Array
  readonly key: string
  readonly expiresMs: number
}

/** Prompts of this process, compared one by one; the oldest go first where there are more than `maxBytes` of them. */
export function memoryIndex(clock: Clock, { maxBytes }: { readonly maxBytes: number }): SemanticIndex {
  /** The place that was added to least recently comes first. */
  const places = new Map<string, Known[]>()
  let bytes = 0

  const forget = (known: Known[], count: number): void => {
    for (const { vector } of known.splice(0, Math.max(0, count))) bytes -= vector.byteLength
  }

  const nearest = (place: string, vector: Float32Array, threshold: number): NearPrompt | undefined => {
    const asked = unit(vector)
    const nowMs = clock.monotonicMs()
    let best: NearPrompt | undefined
    for (const { vector: known, key, expiresMs } of places.get(place) ?? []) {
      if (expiresMs <= nowMs || known.length !== asked.length) continue
      const similarity = dot(known, asked)
      if (similarity >= (best?.similarity ?? threshold)) best = { key, similarity }
    }
    return best
  }

  const add = ({ place, vector, key, ttlMs }: IndexedPrompt): void => {
    const nowMs = clock.monotonicMs()
    const known: Known[] = []
    for (const one of places.get(place) ?? [])
      if (one.expiresMs > nowMs && one.key !== key) known.push(one)
      else bytes -= one.vector.byteLength
    forget(known, known.length + 1 - mostInAPlace)
    known.push({ vector: unit(vector), key, expiresMs: nowMs + ttlMs })
    bytes += vector.byteLength
    places.delete(place)
    places.set(place, known)
    for (const [oldest, prompts] of places) {
      while (bytes > maxBytes && prompts.length > 0) forget(prompts, 1)
      if (prompts.length > 0) break
      places.delete(oldest)
    }
  }

  return { nearest, add }
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector))
  return vector.map((value) => value / length)
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0)
  return sum
}
