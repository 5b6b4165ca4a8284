const mayHave = /[\d.]{16}|\d[eE][+-]?\d{3}/
const number = /-?\d[\d.eE+-]*/g

/**
 * Numbers of a JSON text that have no equal among JavaScript's, letter by letter: a provider may get them as they are,
 * so that two that are parsed to the same are not the same.
 */
export function exactNumbers(raw: string): readonly string[] {
  if (!mayHave.test(raw)) return []
  const found: string[] = []
  for (let at = 0; at < raw.length; ) {
    const quote = raw.indexOf('"', at)
    const between = raw.slice(at, quote === -1 ? raw.length : quote)
    for (const [text] of between.matchAll(number)) if (JSON.stringify(Number(text)) !== text) found.push(text)
    at = quote === -1 ? raw.length : stringEnd(raw, quote)
  }
  return found
}

/** Behind the string that begins at `from`. */
function stringEnd(raw: string, from: number): number {
  for (let at = from + 1; ; ) {
    const end = raw.indexOf('"', at)
    if (end === -1) return raw.length
    if (isPlain(raw, end)) return end + 1
    at = end + 1
  }
}

/** Whether the quote is none that a backslash makes a part of the string. */
function isPlain(raw: string, quote: number): boolean {
  let at = quote
  while (raw[at - 1] === '\\') at--
  return (quote - at) % 2 === 0
}
