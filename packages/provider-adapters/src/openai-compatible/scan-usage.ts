import { parseJson } from '../kit/parse-json.ts'

const key = '"usage":'
/** Only plain members and the end of the answer: so what stands before belongs to the answer itself, not to a part of it. */
const endOfAnswer = /^[^{}[\]]*\}\s*$/
const [space, quote, openBrace, closeBrace] = [0x20, 0x22, 0x7b, 0x7d]

/**
 * The `usage` of a plain answer without reading the rest of it, which may be long; undefined where that cannot be told for
 * certain. `text` may be of bytes, as latin1: what is looked for is ASCII.
 */
export function scanUsage(text: string): unknown {
  const at = text.lastIndexOf(key)
  if (at === -1) return undefined
  const start = text.charCodeAt(at + key.length) === space ? at + key.length + 1 : at + key.length
  const end = endOfObject(text, start)
  return end !== undefined && endOfAnswer.test(text.slice(end)) ? parseJson(text.slice(start, end)) : undefined
}

/** Behind the brace that closes the one at `start`. Texts as values are not expected in it: then it is given up. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === openBrace) depth++
    else if (code === closeBrace) {
      depth--
      if (depth === 0) return at + 1
    } else if (depth === 0 || (code === quote && text.charCodeAt(at - 1) === 0x5c)) return undefined
  }
  return undefined
}
