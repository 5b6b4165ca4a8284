const allowed = /^[a-zA-Z0-9_-]+$/

/** An id with no other letters than Anthropic takes; different ids stay different. */
const spelled = (id: string): string => (allowed.test(id) ? id : `call_${Buffer.from(id).toString('base64url')}`)

/**
 * The ids of a conversation's tool calls as Anthropic takes them: in its own letters, and each only once, though some
 * models number theirs anew in each turn. A result goes to the first call of its id that has none yet.
 */
export class CallIds {
  readonly #used = new Map<string, number>()
  readonly #open = new Map<string, string[]>()
  readonly #latest = new Map<string, string>()

  call(id: string): string {
    const times = (this.#used.get(id) ?? 0) + 1
    this.#used.set(id, times)
    const own = times === 1 ? spelled(id) : `${spelled(id)}_${times}`
    this.#open.set(id, [...(this.#open.get(id) ?? []), own])
    this.#latest.set(id, own)
    return own
  }

  result(id: string): string {
    return this.#open.get(id)?.shift() ?? this.#latest.get(id) ?? spelled(id)
  }
}
