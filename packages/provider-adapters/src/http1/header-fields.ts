/** What a name, and what a value may be made of: as strict as llhttp, latin1. */
export const namePattern = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+"
export const valuePattern = '[\\t\\x20-\\x7e\\x80-\\xff]*'
/** Whole lines; no folding, no space before the colon. */
export const linesPattern = `(?:${namePattern}:${valuePattern}\\r\\n)*`

/** Names are lower case; one that came more than once has a list. Without a prototype: any name is just a name. */
export class HeaderFields {
  [name: string]: string | string[] | undefined
}
Object.setPrototypeOf(HeaderFields.prototype, null)
Reflect.deleteProperty(HeaderFields.prototype, 'constructor')

/** Servers say the same few names again and again: the lower-case text of each is made once. */
const knownNames = new Map<string, string>()
const mostKnown = 256
const longestKnown = 64

/** Reads lines that `linesPattern` has accepted, from `from` to the end of `text`. */
export function readFields(text: string, from: number): HeaderFields {
  const fields = new HeaderFields()
  for (let at = from; at < text.length; ) {
    const colon = text.indexOf(':', at)
    const end = text.indexOf('\r', colon)
    add(fields, lowerCase(text.slice(at, colon)), trimmed(text, colon + 1, end))
    at = end + 2
  }
  return fields
}

function add(fields: HeaderFields, name: string, value: string): void {
  const before = fields[name]
  if (before === undefined) fields[name] = value
  else if (typeof before === 'string') fields[name] = [before, value]
  else before.push(value)
}

function lowerCase(name: string): string {
  const known = knownNames.get(name)
  if (known !== undefined) return known
  const lower = name.toLowerCase()
  if (knownNames.size < mostKnown && name.length <= longestKnown) knownNames.set(name, lower)
  return lower
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09

function trimmed(text: string, from: number, to: number): string {
  while (from < to && isBlank(text.charCodeAt(from))) from++
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--
  return text.slice(from, to)
}
