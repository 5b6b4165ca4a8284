/**
 * What tokenizers cut texts by. Line ends and slashes go with blanks, and o200k hangs any number of both on a mark. Outside
 * ASCII nobody has looked yet: `wide` may be a letter or a mark.
 */
export type CharacterKind = 'letter' | 'digit' | 'blank' | 'ending' | 'mark' | 'wide'

/** What `\s` stands for besides ASCII. */
const wideBlanks = new Set(
  [...'\u{a0}\u{1680}\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}\u{200a}']
    .concat([...'\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\u{feff}'])
    .map((character) => character.charCodeAt(0)),
)

export const kindOf = (code: number): CharacterKind => {
  if (code > 127) return wideBlanks.has(code) ? 'blank' : 'wide'
  if (code === 10 || code === 13 || code === 47) return 'ending'
  if (code === 32 || (code >= 9 && code <= 12)) return 'blank'
  if (code >= 48 && code <= 57) return 'digit'
  return (code | 32) >= 97 && (code | 32) <= 122 ? 'letter' : 'mark'
}

/** Which kinds may stand in one run, and what the run is then taken for. */
const together: Readonly<Partial<Record<CharacterKind, Partial<Record<CharacterKind, CharacterKind>>>>> = {
  letter: { wide: 'letter' },
  blank: { ending: 'blank' },
  ending: { blank: 'blank', mark: 'mark', wide: 'mark' },
  mark: { ending: 'mark', wide: 'mark' },
  wide: { letter: 'letter', mark: 'mark', ending: 'mark' },
}

/** The kind of a run that goes on with this character; undefined where another run begins. */
export const goesOnAs = (run: CharacterKind, next: CharacterKind): CharacterKind | undefined =>
  run === next ? run : together[run]?.[next]

/** What o200k or cl100k takes in one piece, at whatever length: letters with their accents, marks and endings, blanks. */
const runs = [/[\p{L}\p{M}]+/gu, /[^\s\p{L}\p{N}]+[\r\n/]*/gu, /\s+/gu]

/** Where the run at the end of a stretch begins, looked at closely. */
export const lastRunIn = (stretch: string): number => {
  const starts = runs.map((run) => {
    const last = [...stretch.matchAll(run)].at(-1)
    return last && last.index + last[0].length === stretch.length ? last.index : stretch.length
  })
  return Math.min(...starts)
}
