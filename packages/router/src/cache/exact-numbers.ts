const mayHave = /[\d.]{16}|\d[eE][+-]?\d{3}/
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g

/**
 * Numbers of a JSON text that have no equal among JavaScript's, letter by letter: a provider may get them as they are,
 * so that two that are parsed to the same are not the same.
 */
export function exactNumbers(raw: string): readonly string[] {
  if (!mayHave.test(raw)) return []
  return (raw.match(stringOrNumber) ?? []).filter(
    (text) => !text.startsWith('"') && JSON.stringify(Number(text)) !== text,
  )
}
