const allowed = /^[a-zA-Z0-9_-]+$/

/** An id with no other letters than Anthropic takes; different ids stay different. */
const spelled = (id: string): string => (allowed.test(id) ? id : `call_${Buffer.from(id).toString('base64url')}`)

/**
 * The ids of a conversation's tool calls as Anthropic takes them: in its own letters, and each only once, though some
 * models number theirs anew in each turn. A result goes to the first call of its id that has none yet.
 */
export class CallIds {
  readonly #taken = new Set<string>()
  readonly #open = new Map<string, string[]>()
  readonly #latest = new Map<string, string>()

  call(id: string): string {
    const base = spelled(id)
    let own = base
    for (let times = 2; this.#taken.has(own); times++) own = `${base}_${times}`
    this.#taken.add(own)
    this.#open.set(id, [...(this.#open.get(id) ?? []), own])
    this.#latest.set(id, own)
    return own
  }

  result(id: string): string {
    return this.#open.get(id)?.shift() ?? this.#latest.get(id) ?? spelled(id)
  }
}
