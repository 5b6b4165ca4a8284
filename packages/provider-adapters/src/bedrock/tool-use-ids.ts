import { createHash } from 'node:crypto'

const fits = /^[a-zA-Z0-9_-]{1,64}$/

/**
 * The ids of a conversation's tool calls as Bedrock takes them: few characters, 64 at most, and each only once, though some
 * models number theirs anew in each turn. A result goes to the first call of its id that has none yet.
 */
export class ToolUseIds {
  readonly #taken = new Set<string>()
  readonly #waiting = new Map<string, string[]>()
  readonly #last = new Map<string, string>()

  /** For a call. */
  call(id: string): string {
    let own = fitting(id)
    for (let times = 2; this.#taken.has(own); times++) own = fitting(`${id}.${times}`)
    this.#taken.add(own)
    this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), own])
    return own
  }

  /** For a result: one more than there are calls belongs to the last. */
  result(id: string): string {
    const own = this.#waiting.get(id)?.shift() ?? this.#last.get(id) ?? fitting(id)
    this.#last.set(id, own)
    return own
  }
}

/** The same for the same, and different for different ones. */
function fitting(id: string): string {
  if (fits.test(id)) return id
  const mark = createHash('sha256').update(id).digest('hex').slice(0, 12)
  return `${id.replace(/[^a-zA-Z0-9_-]/g, '_').slice(0, 51)}_${mark}`
}
