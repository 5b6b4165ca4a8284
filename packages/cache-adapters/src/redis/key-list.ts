/** The keys of one script call, each once, and the place of each, which scripts count from 1. */
export class KeyList {
  readonly keys: string[] = []
  readonly #prefix: string

  constructor(prefix: string) {
    this.#prefix = prefix
  }

  place(key: string): number {
    const full = `${this.#prefix}:${hasTag(key) ? key : `${tagOf(key)}${key}`}`
    const at = this.keys.indexOf(full)
    return at === -1 ? this.keys.push(full) : at + 1
  }
}

/** With its braces: keys that share it are in one place of a cluster. One without stands alone. (Redis, "Cluster specification", hash tags.) */
export const tagOf = (key: string): string => tag.exec(key)?.[0] ?? `{${key.replaceAll(/[{}]/g, '_')}}`

const hasTag = (key: string): boolean => tag.test(key)

const tag = /(?<=^[^{]*)\{[^}]+\}/
