import type { Usage } from '@turnout/core'

/** An answer on its way to being a stream. */
export interface Told<C> {
  /** What every chunk says. */
  readonly head: Head
  /** What the first one says beside: members that are more than a word or a number. */
  readonly first: Readonly<Record<string, unknown>>
  /** One for each chunk. */
  readonly choices: readonly C[]
  readonly usage: Usage | undefined
}

interface Head {
  readonly id: string
  readonly object: string
  readonly created: number
  readonly model: string
  readonly [key: string]: unknown
}

/** What the caller asked to hear. */
export interface Telling {
  /** `stream_options.include_usage`: where usage is known, it ends the stream, and is null in the chunks before. */
  readonly includeUsage: boolean
}

/** `object` is what a chunk is called. */
export function toldOf<C>(
  { choices: _choices, usage, ...whole }: Head & { readonly choices: unknown; readonly usage?: Usage | null },
  object: string,
  choices: readonly C[],
): Told<C> {
  const { id, created, model, object: _object, ...others } = whole
  const members = Object.entries(others)
  const first = Object.fromEntries(members.filter(([, value]) => isLarge(value)))
  const words = Object.fromEntries(members.filter(([, value]) => !isLarge(value)))
  return { head: { id, object, created, model, ...words }, first, choices, usage: usage ?? undefined }
}

const isLarge = (value: unknown): boolean => typeof value === 'object' && value !== null

/** As chunks. */
export function chunksTold<C>({ head, first, choices, usage }: Told<C>, { includeUsage }: Telling) {
  const counted = includeUsage && usage
  return [
    ...choices.map((choice, at) => ({
      ...{ ...head, ...(at === 0 ? first : {}), choices: [choice] },
      ...(counted ? { usage: null } : {}),
    })),
    ...(counted ? [{ ...head, choices: [], usage }] : []),
  ]
}

/** The same as server-sent events. What they all say is written once. */
export function eventsTold({ head, first, choices, usage }: Told<unknown>, { includeUsage }: Telling): string {
  const counted = includeUsage && usage
  const start = `data: ${JSON.stringify(head).slice(0, -1)},`
  const end = counted ? '],"usage":null}\n\n' : ']}\n\n'
  const more = JSON.stringify(first).slice(1, -1)
  let beside = more === '' ? '' : `${more},`
  let events = ''
  for (const choice of choices) {
    events += `${start}${beside}"choices":[${JSON.stringify(choice)}${end}`
    beside = ''
  }
  return counted ? `${events}${start}"choices":[],"usage":${JSON.stringify(usage)}}\n\n` : events
}
