import { isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml'
import type { Path, Problem } from './problem.ts'

/** A parsed document that still knows where everything stood. */
export interface Source {
  readonly value: unknown
  readonly problems: readonly Problem[]
  /** The line and column of a path, or of the nearest part of it that exists. */
  locate(path: Path): { readonly line: number; readonly column: number } | undefined
}

const longestText = 4 * 1024 * 1024
const deepest = 64

/** YAML (JSON is YAML) → plain data. Never throws: what cannot be read is a problem with its place. */
export function parseYaml(text: string): Source {
  const refused = tooMuch(text)
  if (refused) return { value: undefined, problems: [refused], locate: () => undefined }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const placeOf = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const problems = [...document.errors, ...document.warnings].map(
    ({ message, pos }): Problem => ({ level: 'error', code: 'invalid-yaml', message, path: [], ...placeOf(pos[0]) }),
  )
  const locate: Source['locate'] = (path) => {
    for (let length = path.length; length >= 0; length--) {
      const offset = offsetOf(document.contents, path.slice(0, length))
      if (offset !== undefined) return placeOf(offset)
    }
    return undefined
  }
  if (problems.length > 0) return { value: undefined, problems, locate }
  try {
    return { value: document.toJS({ maxAliasCount: 20 }), problems, locate }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { value: undefined, problems: [{ level: 'error', code: 'invalid-yaml', message, path: [] }], locate }
  }
}

/** The parser recurses, so depth is bounded before it runs. */
function tooMuch(text: string): Problem | undefined {
  const refuse = (message: string): Problem => ({ level: 'error', code: 'too-large', message, path: [] })
  if (text.length > longestText) return refuse(`The file is larger than ${longestText} bytes.`)
  let depth = 0
  for (const char of text) {
    if (char === '[' || char === '{') depth++
    else if (char === ']' || char === '}') depth--
    if (depth > deepest) return refuse(`The file nests deeper than ${deepest} levels.`)
  }
  return undefined
}

/** Where a path starts: a key for a map entry, a value for a list item. */
function offsetOf(root: Node | null, path: Path): number | undefined {
  let node: unknown = root
  let offset = root?.range?.[0]
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      if (!pair || !isScalar(pair.key)) return undefined
      offset = pair.key.range?.[0]
      node = pair.value
    } else {
      const items: unknown = node && typeof node === 'object' && 'items' in node ? node.items : undefined
      const item: unknown = Array.isArray(items) ? items[Number(step)] : undefined
      if (!item || typeof item !== 'object' || !('range' in item)) return undefined
      offset = Array.isArray(item.range) ? Number(item.range[0]) : offset
      node = item
    }
  }
  return offset
}
