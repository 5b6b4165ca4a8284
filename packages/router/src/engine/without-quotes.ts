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
/** So many pieces of texts cost less to look for than a table of the message. */
const fewPieces = 64
const nowhere: readonly number[] = []
const mask = '[prompt]'

/** What a provider says of a failure, without what it repeats of the request: records of failures go where no prompt may. */
export function withoutQuotes(message: string, request: Readonly<Record<string, unknown>>): string {
  if (message.length < step) return message
  const texts: string[] = []
  for (const field of spoken) addTexts(request[field], texts)
  const placesOf = placesIn(message, texts)
  const isQuoted: boolean[] = []
  let left = mostCharacters
  for (const text of texts) {
    if (left <= 0) break
    markQuotes(message, text.slice(0, left), { placesOf, isQuoted })
    left -= text.length
  }
  return isQuoted.length > 0 ? masked(message, isQuoted) : message
}

interface Marks {
  /** Where in the message a piece of the length of a step is. */
  readonly placesOf: (piece: string) => readonly number[]
  /** By place; empty where nothing is. */
  readonly isQuoted: boolean[]
}

/** Few pieces are looked for one by one; for many, all places are written down before. */
function placesIn(message: string, texts: readonly string[]): Marks['placesOf'] {
  let pieces = 0
  for (const { length } of texts) pieces += length / step
  if (pieces <= fewPieces) return (piece) => lookFor(message, piece)
  const places = new Map<string, number[]>()
  for (let at = 0; at + step <= message.length; at++) {
    const piece = message.slice(at, at + step)
    const known = places.get(piece)
    if (known) known.push(at)
    else places.set(piece, [at])
  }
  return (piece) => places.get(piece) ?? nowhere
}

function lookFor(message: string, piece: string): readonly number[] {
  let at = message.indexOf(piece)
  if (at < 0) return nowhere
  const places: number[] = []
  for (; at >= 0; at = message.indexOf(piece, at + 1)) places.push(at)
  return places
}

function addTexts(value: unknown, texts: string[]): void {
  if (typeof value === 'string') {
    if (value.length >= step) texts.push(value)
  } else if (Array.isArray(value)) for (const member of value) addTexts(member, texts)
  else if (isJsonObject(value)) for (const key of Object.keys(value)) if (!named.has(key)) addTexts(value[key], texts)
}

function markQuotes(message: string, text: string, { placesOf, isQuoted }: Marks): void {
  for (let at = 0; at + step <= text.length; at += step)
    for (const place of placesOf(text.slice(at, at + step))) {
      if (isQuoted[place]) continue
      let before = 0
      while (before < Math.min(at, place) && text[at - before - 1] === message[place - before - 1]) before++
      let after = step
      while (at + after < text.length && text[at + after] === message[place + after]) after++
      if (before + after >= telling || before + after === text.length)
        for (let quoted = place - before; quoted < place + after; quoted++) isQuoted[quoted] = true
    }
}

function masked(message: string, isQuoted: readonly boolean[]): string {
  let told = ''
  for (let at = 0; at < message.length; at++) {
    if (!isQuoted[at]) told += message[at]
    else if (!isQuoted[at - 1]) told += mask
  }
  return told
}
