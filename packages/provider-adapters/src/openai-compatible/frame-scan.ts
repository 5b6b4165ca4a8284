/** Bytes that can only stand in a chunk that has to be parsed: both spellings in use, compact and with a space. */
const marks = ['"finish_reason":"', '"finish_reason": "', '"usage":{', '"usage": {', '"error":', '[DONE]']

/** Finds, in a run of events, those that may say more than plain content. Positions are those of a latin1 text. */
export class FrameScan {
  readonly #text: string
  readonly #next: number[]

  constructor(text: string) {
    this.#text = text
    this.#next = marks.map((mark) => text.indexOf(mark))
  }

  /** Whether the event from `start` to `end` is plain content: an object, and no mark in it. */
  isPlain(start: number, end: number): boolean {
    if (!this.#isObject(start, end)) return false
    for (let i = 0; i < marks.length; i++) {
      let at = this.#next[i] ?? -1
      if (at !== -1 && at < start) {
        at = this.#text.indexOf(marks[i] ?? '', start)
        this.#next[i] = at
      }
      if (at !== -1 && at < end) return false
    }
    return true
  }

  #isObject(start: number, end: number): boolean {
    const text = this.#text
    return (
      (text.startsWith('data: {"', start) || text.startsWith('data:{"', start)) &&
      text.charCodeAt(end - 1) === closeBrace
    )
  }
}

const closeBrace = 0x7d

/** Whether marks can be trusted in this stream: its keys are spelled as `marks` expects. */
export const isScannable = (frame: string): boolean => frame.includes('"choices":[') || frame.includes('"choices": [')
