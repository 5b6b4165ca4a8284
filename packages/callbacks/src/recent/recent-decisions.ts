import type { Callback, DecisionRecord } from '@turnout/core'

export interface RecentOptions {
  /** How many are kept; default: 256. */
  readonly size?: number
}

export interface RecentDecisions extends Callback {
  /** The newest first. */
  list(limit?: number): readonly DecisionRecord[]
  /** The newest of that id; undefined where it is not kept, or no more. */
  find(requestId: string): DecisionRecord | undefined
}

/** Keeps the last decision records, without `metadata` and `content`, which may be large. */
export function recentDecisions({ size = 256 }: RecentOptions = {}): RecentDecisions {
  if (!Number.isInteger(size) || size < 1) throw new RangeError('size must be a whole number from 1')
  const kept: DecisionRecord[] = []
  let next = 0
  const back = (steps: number): DecisionRecord | undefined => kept[(next - 1 - steps + 2 * size) % size]
  const list = (limit = size): readonly DecisionRecord[] =>
    Array.from({ length: Math.max(0, Math.min(limit, kept.length)) }, (_, steps) => back(steps)).filter(
      (one) => one !== undefined,
    )
  return {
    name: 'recent',
    hears: ['request-end'],
    wantsSteps: true,
    on(event) {
      if (event.type !== 'request-end') return
      kept[next] = slim(event)
      next = next + 1 === size ? 0 : next + 1
    },
    list,
    find: (requestId) => list().find((record) => record.requestId === requestId),
  }
}

function slim(record: DecisionRecord): DecisionRecord {
  if (!record.metadata && !record.content) return record
  const { metadata, content, ...rest } = record
  return rest
}
