import type { Room } from './room.ts'
import { Sheet } from './sheet.ts'
import { type SheetName, sheetNames, sheetShapes } from './sheet-shapes.ts'
import { type Snapshot, snapshotOf } from './snapshot.ts'

/** The sheets of one process, which share the room that there is. */
export class CountedSheets {
  readonly #sheets: ReadonlyMap<SheetName, Sheet>

  constructor(room: Room) {
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
