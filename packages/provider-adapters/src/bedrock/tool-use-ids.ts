import { createHash } from 'node:crypto'

const fits = /^[a-zA-Z0-9_-]{1,64}$/

/**
 * The ids of a conversation's tool calls as Bedrock takes them: few characters, 64 at most, and each only once, though some
 * models number theirs anew in each turn. A result goes to the first call of its id that has none yet.
 */
export class ToolUseIds {
  readonly #times = new Map<string, number>()
  readonly #waiting = new Map<string, string[]>()

  /** For a call. */
  call(id: string): string {
    const times = (this.#times.get(id) ?? 0) + 1
    this.#times.set(id, times)
    const own = fitting(times === 1 ? id : `${id}.${times}`)
    this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), own])
    return own
  }

  /** For a result. */
  result(id: string): string {
    const [first = fitting(id), ...rest] = this.#waiting.get(id) ?? []
    if (rest.length > 0) this.#waiting.set(id, rest)
    return first
  }
}

/** The same for the same, and different for different ones. */
function fitting(id: string): string {
  if (fits.test(id)) return id
  const mark = createHash('sha256').update(id).digest('hex').slice(0, 12)
  return `${id.replace(/[^a-zA-Z0-9_-]/g, '_').slice(0, 51)}_${mark}`
}
