import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const page = join(import.meta.dirname, '../../docs/proof.md')
const end = '<!-- end of figures -->'

/** Puts figures into the page, between the mark of the command that makes them and the next end. */
export function writeFigures(command: string, lines: readonly string[]): void {
  const begin = `<!-- figures: ${command} -->`
  const text = readFileSync(page, 'utf8')
  const from = text.indexOf(begin) + begin.length
  const to = text.indexOf(end, from)
  if (from < begin.length || to === -1) throw new Error(`${page} has no place for figures of ${command}.`)
  writeFileSync(page, `${text.slice(0, from)}\n\n${lines.join('\n')}\n\n${text.slice(to)}`)
}
