/** Names of documents: Bedrock wants one for each, no two alike, and of few characters ("DocumentBlock"). */
export class DocumentNames {
  readonly #taken = new Set<string>()

  /** The name of a file without its ending, made fit, and numbered where it was there before. */
  next(filename = ''): string {
    const wanted = fitting(filename.replace(/\.[^.]*$/, '')) || 'document'
    let name = wanted
    for (let number = 2; this.#taken.has(name); number++) name = `${wanted} ${number}`
    this.#taken.add(name)
    return name
  }
}

const fitting = (name: string): string =>
  name
    .replace(/[^a-z0-9\-()[\]]+/gi, ' ')
    .trim()
    .slice(0, 190)
    .trim()
