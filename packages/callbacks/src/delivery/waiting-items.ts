import type { Batch, Waiting } from './waiting.ts'

/** Things in line as they are. */
export class WaitingItems<T> implements Waiting<T, readonly T[]> {
  bytes = 0
  readonly bytesOf: (item: T) => number
  readonly #mostAtOnce: number
  #items: T[] = []

  constructor(mostAtOnce: number, bytesOf: (item: T) => number = () => 0) {
    this.#mostAtOnce = mostAtOnce
    this.bytesOf = bytesOf
  }

  get count(): number {
    return this.#items.length
  }

  get isFull(): boolean {
    return this.#items.length >= this.#mostAtOnce
  }

  add(item: T): void {
    this.#items.push(item)
    this.bytes += this.bytesOf(item)
  }

  take(): Batch<readonly T[]> {
    const content = this.#items.splice(0, this.#mostAtOnce)
    let bytes = 0
    for (const item of content) bytes += this.bytesOf(item)
    this.bytes -= bytes
    return { content, count: content.length, bytes }
  }

  clear(): void {
    this.#items = []
    this.bytes = 0
  }
}
