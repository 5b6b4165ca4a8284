/** Nobody's names are longer. */
const longest = 200

const plain = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/

/** As a string in JSON; the usual ones need nothing but quotes. What is too long for a name is cut. */
export function quoted(text: string): string {
  const short = text.length > longest ? `${text.slice(0, longest)}…` : text
  return plain.test(short) ? `"${short}"` : JSON.stringify(short)
}
