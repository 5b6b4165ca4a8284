import { parseJson } from '../kit/parse-json.ts'

const key = '"usage":'
const [space, openBrace, backslash] = [0x20, 0x7b, 0x5c]

/**
 * The `usage` of a plain answer without reading the rest of it, which may be long; undefined where that cannot be told for
 * certain. `text` may be of bytes, as latin1: what is looked for is ASCII.
 *
 * Only plain members may follow it. So the last brace is the answer's, the one before it closes `usage`, and what stands
 * before belongs to the answer itself, not to a part of it. Whether that brace is one, and not of a text, JSON tells.
 */
export function scanUsage(text: string): unknown {
  const at = text.lastIndexOf(key)
  if (at === -1 || text.charCodeAt(at - 1) === backslash) return undefined
  const start = text.charCodeAt(at + key.length) === space ? at + key.length + 1 : at + key.length
  const last = text.lastIndexOf('}')
  const end = text.lastIndexOf('}', last - 1) + 1
  if (end <= start || text.charCodeAt(start) !== openBrace || !isPlain(text.slice(end, last))) return undefined
  return parseJson(text.slice(start, end))
}

const isPlain = (members: string): boolean => members === '' || !/[{[\]]/.test(members)
