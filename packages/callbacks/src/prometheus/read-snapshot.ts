import { isJsonObject, type Json } from '@turnout/core'
import { type Row, type Snapshot, snapshotOf } from './snapshot.ts'

/** A snapshot that another process has sent; undefined where that is none, because it runs another version. */
export function readSnapshot(value: Json): Snapshot | undefined {
  if (!isJsonObject(value)) return undefined
  let isWhole = true
  const read = snapshotOf((name) => {
    const rows = value[name]
    if (Array.isArray(rows) && rows.every(isRow)) return rows
    isWhole = false
    return []
  })
  return isWhole ? read : undefined
}

const isRow = (value: unknown): value is Row =>
  Array.isArray(value) && value.length === 2 && isList(value[0], 'string') && isList(value[1], 'number')

const isList = (value: unknown, of: 'string' | 'number'): boolean =>
  Array.isArray(value) && value.every((entry) => typeof entry === of)
