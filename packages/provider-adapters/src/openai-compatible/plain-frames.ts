import { Sample } from './sample.ts'

/** What makes an event one to parse, in both spellings in use, compact and with a space; over lines, any spelling is. */
const marks = /"finish_reason": ?"|"usage": ?\{|"error":|[\n\r]/

/** The last member of a choice that goes on; what follows it in an event hardly ever changes. */
const goesOn = /"finish_reason": ?null/g

/**
 * Tells the events of one stream that are plain content, and need no parsing, from those that may say more. It learns
 * from an event that was parsed: one that begins and ends like it, letter for letter, differs in its content alone.
 * Others are searched for marks, if this stream spells its keys as the marks do.
 */
export class PlainFrames {
  #head: Sample | undefined
  #tail: Sample | undefined
  #scannable = false
  #lesson: string | undefined

  /** Takes a parsed event of plain content as a sample; looks at it when it is needed, because first words are waited for. */
  learn(frame: string): void {
    if (!this.#scannable) this.#lesson ??= frame
  }

  #study(lesson: string): void {
    this.#lesson = undefined
    const frame = Buffer.from(lesson, 'utf8').toString('latin1')
    const choices = /"choices": ?\[\{/.exec(frame)
    if (!choices) return
    this.#scannable = true
    const from = choices.index + choices[0].length
    const at = [...frame.matchAll(goesOn)].at(-1)?.index ?? -1
    if (at < from) return
    this.#head = new Sample(Buffer.from(frame.slice(0, from), 'latin1'))
    this.#tail = new Sample(Buffer.from(frame.slice(at), 'latin1'))
  }

  /** Whether the event from `start` to `end` is plain content. `text` is the bytes of `view` in latin1. */
  isPlain(text: string, view: DataView, start: number, end: number): boolean {
    if (this.#lesson !== undefined) this.#study(this.#lesson)
    if (!this.#scannable) return false
    const head = this.#head
    const tail = this.#tail
    const isLong = head && tail && end - start > tail.byteLength
    if (isLong && tail.isAt(view, end - tail.byteLength) && head.isAt(view, start)) return true
    if (!text.startsWith('data:', start) || text.charCodeAt(end - 1) !== closeBrace) return false
    const frame = text.slice(start, end)
    return objectStart.test(frame) && !marks.test(frame)
  }
}

const closeBrace = 0x7d
const objectStart = /^data: ?\{"/
