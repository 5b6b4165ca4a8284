import type { Claim } from '@turnout/core'

/** So long a slice of a windowed limit may be spent; it counts against the window from the end of it on. */
export const sliceMs = 1_000

/** So long a slice of a held limit is held, unless it is renewed. */
export const heldSliceMs = 10_000

/** Of what remains, the part that one slice may be: others find room too, and slices shrink as the limit nears. */
export const sliceShare = 8

/** How much is granted of a slice that is asked for. */
export const granted = ({ amount, limit }: Claim, used: number): number =>
  Math.max(0, Math.min(amount, Math.floor((limit - used) / sliceShare)))
