import { stripVTControlCharacters } from 'node:util'
import { printable } from '../check/columns.ts'

/** Text of anybody's, on one line: at most so many characters, and nothing that moves the cursor. */
export const clipped = (text: string, most: number): string => cut(printable(text.replace(/\s+/g, ' ').trim()), most)

/** Breaks a line at blanks where it is too wide; what follows hangs so many characters in. A longer word is cut in pieces. */
export function wrapped(line: string, width: number, wantedHang: number): readonly string[] {
  const hang = Math.min(wantedHang, width >> 1)
  const lines: string[] = []
  let rest = line
  while (rest.length > width) {
    const blank = rest.lastIndexOf(' ', width)
    const at = blank > hang ? blank : whole(rest, width)
    lines.push(rest.slice(0, at).trimEnd())
    rest = `${' '.repeat(hang)}${rest.slice(at).trimStart()}`
  }
  return [...lines, rest]
}

/** The last resort for a narrow screen: what is too wide is cut, and loses its colours. */
export function fitting(line: string, width: number): string {
  const bare = stripVTControlCharacters(line)
  return bare.length <= width ? line : cut(bare, width)
}

const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, whole(text, most - 1))}…`

/** Where a text can be cut at the latest, so that no character is cut in two. */
const whole = (text: string, at: number): number => (/[\ud800-\udbff]/.test(text.charAt(at - 1)) ? at - 1 : at)
