import { cellsOf, linesOf } from './metric.ts'
import type { Room } from './room.ts'
import type { SheetShape } from './sheet-shapes.ts'
import type { Row } from './snapshot.ts'

/** Rows of numbers, one for each set of labels that was met; when there is no room for more, one for all others. */
export class Sheet {
  readonly #rows = new Map<string, { readonly labels: readonly string[]; readonly cells: Float64Array }>()
  readonly #room: Room
  readonly #cells: number
  readonly #lines: number
  readonly #others: readonly string[]

  constructor({ labels, metrics }: SheetShape, room: Room) {
    this.#room = room
    this.#cells = metrics.reduce((sum, metric) => sum + cellsOf(metric), 0)
    this.#lines = metrics.reduce((sum, metric) => sum + linesOf(metric), 0)
    this.#others = labels.map(() => other)
    // The row of the others always has its place.
    room.reserve(this.#lines)
  }

  /** The numbers of these labels, to be added to. */
  row(labels: readonly string[]): Float64Array {
    const key = JSON.stringify(labels)
    const known = this.#rows.get(key)
    if (known) return known.cells
    if (this.#room.take(this.#lines)) return this.#add(key, labels)
    const rest = JSON.stringify(this.#others)
    return this.#rows.get(rest)?.cells ?? this.#add(rest, this.#others)
  }

  export(): readonly Row[] {
    return [...this.#rows.values()].map(({ labels, cells }) => [labels, [...cells]])
  }

  #add(key: string, labels: readonly string[]): Float64Array {
    const cells = new Float64Array(this.#cells)
    this.#rows.set(key, { labels, cells })
    return cells
  }
}

/** For names that the configuration does not have, and for all that have no row of their own. */
export const other = 'other'
