/**
 * Rows of cells → lines whose cells stand below each other. Cells of the column `loose` that end their row do not widen
 * it: long texts there push nothing aside.
 */
export function columns(rows: readonly (readonly string[])[], loose?: number): readonly string[] {
  const widthOf = (_: string, column: number) => {
    const counted = rows.filter((row) => column !== loose || row.slice(column + 1).some((cell) => cell !== ''))
    return Math.max(0, ...counted.map((row) => row[column]?.length ?? 0))
  }
  const widths = (rows[0] ?? []).map(widthOf)
  const lineOf = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')
  return rows.map((row) => lineOf(row).trimEnd())
}

/** Text from a file must not move the cursor or colour the screen. */
export const printable = (text: string): string =>
  text.replace(/\p{Cc}/gu, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`)
