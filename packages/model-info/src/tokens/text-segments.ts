import { type CharacterKind, goesOnAs, kindOf, lastRunIn } from './character-kind.ts'

/** The longest run of one kind of character that a tokenizer is given: its cost grows with the square of that. */
export const longestRun = 512
/** From here on a segment ends between two words, so that a count can stop early; */
const enough = 8192
/** and here wherever it is. */
const tooMuch = 32_768

export interface TextSegment {
  readonly text: string
  /** Ends inside a run, where the tokenizer would not have ended a token: the count may be one or two off. */
  readonly forced: boolean
}

const isInk = (text: string, at: number): boolean => at < text.length && /\S/.test(text.charAt(at))
/** Between two words, every OpenAI tokenizer ends a token before the space. */
const isBetweenWords = (text: string, at: number): boolean =>
  text.charAt(at) === ' ' && isInk(text, at - 1) && isInk(text, at + 1)
const isInsidePair = (text: string, at: number): boolean => text.codePointAt(at - 1) !== text.charCodeAt(at - 1)

/** Cuts a text between words, and inside runs that are too long for a tokenizer. The segments make up the text. */
export function* textSegments(text: string): Generator<TextSegment> {
  let from = 0
  let runFrom = 0
  let run: CharacterKind = 'wide'
  for (let at = 0; at < text.length; at++) {
    const kind = kindOf(text.charCodeAt(at))
    const same = goesOnAs(run, kind)
    if (same === undefined) runFrom = at
    run = same ?? kind

    if (at - from >= enough && isBetweenWords(text, at)) {
      yield { text: text.slice(from, at), forced: false }
      from = at
    }
    if (isInsidePair(text, at)) continue
    const looksLong = at - runFrom >= longestRun && run !== 'digit'
    if (looksLong) runFrom += lastRunIn(text.slice(runFrom, at))
    const isLong = looksLong && at - runFrom >= longestRun
    if (!isLong && at - from < tooMuch) continue
    yield { text: text.slice(from, at), forced: true }
    from = at
    runFrom = at
  }
  if (from < text.length) yield { text: text.slice(from), forced: false }
}
