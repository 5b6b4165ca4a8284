import type { Json, Snapshot } from '@turnout/core'
import { snapshotOf } from '../shared/snapshot-of.ts'

/** Nobody has so much to say; to read it would keep requests waiting. */
const longest = 1_000_000

/** A snapshot as another instance wrote it; undefined where it is none: others may use the channel, or another version. */
export const readSnapshot = (text: string): Snapshot | undefined =>
  text.length > longest ? undefined : snapshotOf(parsed(text))

function parsed(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}
