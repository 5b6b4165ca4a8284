import { Sheet } from './sheet.ts'
import { type SheetName, sheetNames, sheetShapes } from './sheet-shapes.ts'
import { type Snapshot, snapshotOf } from './snapshot.ts'

/** The sheets of one process, with room for so many lines of text together. */
export class CountedSheets {
  readonly #sheets: ReadonlyMap<SheetName, Sheet>

  constructor(maxSeries: number) {
    const room = { lines: maxSeries }
    this.#sheets = new Map(sheetNames.map((name) => [name, new Sheet(sheetShapes[name], room)]))
  }

  row(name: SheetName, labels: readonly string[]): Float64Array {
    const sheet = this.#sheets.get(name)
    if (!sheet) throw new Error(`There is no sheet ${name}.`)
    return sheet.row(labels)
  }

  export(): Snapshot {
    return snapshotOf((name) => this.#sheets.get(name)?.export() ?? [])
  }
}
