import { isJsonObject } from '@turnout/core'

/** Where a request has what its caller says. */
const spoken = ['messages', 'prompt', 'suffix', 'input', 'query', 'documents']
/** And in there what are names. */
const named = new Set(['role', 'type', 'name', 'id', 'tool_call_id'])
/** Texts are looked at in steps of this; what is shorter is not looked for. */
const step = 8
/** So much in a row is no chance; nor is a whole text. */
const telling = 2 * step - 1
/** Of all texts together; who repeats a longer one begins at its beginning. */
const mostCharacters = 256 * 1024
const mask = '[prompt]'

/** What a provider says of a failure, without what it repeats of the request: records of failures go where no prompt may. */
export function withoutQuotes(message: string, request: Readonly<Record<string, unknown>>): string {
  const places = placesIn(message)
  const isQuoted = new Uint8Array(message.length)
  let left = mostCharacters
  for (const text of spoken.flatMap((field) => textsIn(request[field]))) {
    if (left <= 0) break
    markQuotes(message, text.slice(0, left), { places, isQuoted })
    left -= text.length
  }
  return isQuoted.includes(1) ? masked(message, isQuoted) : message
}

interface Marks {
  /** Where in the message pieces of the length of a step are. */
  readonly places: ReadonlyMap<string, readonly number[]>
  readonly isQuoted: Uint8Array
}

function placesIn(message: string): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>()
  for (let at = 0; at + step <= message.length; at++) {
    const piece = message.slice(at, at + step)
    const known = places.get(piece)
    if (known) known.push(at)
    else places.set(piece, [at])
  }
  return places
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.length < step ? [] : [value]
  if (Array.isArray(value)) return value.flatMap(textsIn)
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([key, member]) => (named.has(key) ? [] : textsIn(member)))
}

function markQuotes(message: string, text: string, { places, isQuoted }: Marks): void {
  for (let at = 0; at + step <= text.length; at += step)
    for (const place of places.get(text.slice(at, at + step)) ?? []) {
      if (isQuoted[place] === 1) continue
      let before = 0
      while (before < Math.min(at, place) && text[at - before - 1] === message[place - before - 1]) before++
      let after = step
      while (at + after < text.length && text[at + after] === message[place + after]) after++
      if (before + after >= telling || before + after === text.length) isQuoted.fill(1, place - before, place + after)
    }
}

function masked(message: string, isQuoted: Uint8Array): string {
  let told = ''
  for (let at = 0; at < message.length; at++) {
    if (isQuoted[at] !== 1) told += message[at]
    else if (isQuoted[at - 1] !== 1) told += mask
  }
  return told
}
