/** What a vendor's own client made of an answer. */
export interface Understood {
  readonly text: string
  readonly reasoning: string
  readonly calls: readonly (readonly [name: string, given: unknown])[]
  readonly prompt: number | undefined
  readonly completion: number | undefined
}

/** A vendor's own client, in front of a server. */
export interface OfficialClient {
  chat(prompt: string, withTools: boolean): Promise<Understood>
  stream(prompt: string, withTools: boolean): Promise<Understood>
  /** The vectors of two texts; undefined where the vendor has none. */
  readonly embed?: () => Promise<readonly (readonly number[])[]>
  /** The status of what it threw. */
  statusOf(error: unknown): number | undefined
}

/** The schema of what the tools take, which are `names`. */
export const parameters = { type: 'object' as const, properties: { city: { type: 'string' } } }

export const names = ['weather', 'now'] as const

/** Everything that comes. */
export async function allOf<T>(stream: AsyncIterable<T> | undefined): Promise<readonly T[]> {
  const all: T[] = []
  for await (const one of stream ?? []) all.push(one)
  return all
}
