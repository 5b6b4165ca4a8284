/** Two line ends in a row, each LF, CRLF or CR (WHATWG HTML, "Parsing an event stream"). */
const blankLine = /(?:\r\n|\n|\r(?!\n))(?:\r\n|\n|\r(?!\n))/g

export interface EventEnd {
  /** Where the event ends, its blank line not counted. */
  readonly end: number
  /** Where the next one starts. */
  readonly next: number
}

/** The end of the event that starts at `start`; undefined when it is not there. `hasCr`: whether the text has any CR. */
export function eventEnd(text: string, start: number, hasCr: boolean): EventEnd | undefined {
  if (!hasCr) {
    const end = text.indexOf('\n\n', start)
    return end === -1 ? undefined : { end, next: end + 2 }
  }
  blankLine.lastIndex = start
  const match = blankLine.exec(text)
  return match ? { end: match.index, next: match.index + match[0].length } : undefined
}
