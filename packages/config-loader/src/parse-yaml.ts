import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument, visit } from 'yaml'
import { deepest, tooDeepAt } from './nesting.ts'
import type { Path, Problem } from './problem.ts'

/** A parsed document that still knows where everything stood. */
export interface Source {
  readonly value: unknown
  readonly problems: readonly Problem[]
  /** The line and column of a path, or of the nearest part of it that exists. */
  locate(path: Path): { readonly line: number; readonly column: number } | undefined
}

const longestText = 4 * 1024 * 1024

/** So often may one anchor's content be repeated; more is an attack by few lines. */
const mostAliases = 1_000

/** YAML (JSON is YAML) → plain data. Never throws: what cannot be read is a problem with its place. */
export function parseYaml(text: string): Source {
  const refused = tooMuch(text)
  if (refused) return { value: undefined, problems: [refused], locate: () => undefined }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true })
  const placeOf = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const found = [...document.errors, ...document.warnings].map(({ message, pos }) => ({ message, offset: pos[0] }))
  const problems = [...found, ...looseAliases(document)].map(
    ({ message, offset }): Problem => ({ level: 'error', code: 'invalid-yaml', message, path: [], ...placeOf(offset) }),
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
    return { value: document.toJS({ maxAliasCount: mostAliases }), problems, locate }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { value: undefined, problems: [{ level: 'error', code: 'invalid-yaml', message, path: [] }], locate }
  }
}

/** What is not even parsed: a text that is too long, or nests too deep for a parser that recurses. */
function tooMuch(text: string): Problem | undefined {
  const refused = { level: 'error', code: 'too-large', path: [] } as const
  if (Buffer.byteLength(text) > longestText)
    return { ...refused, message: `The file is larger than ${longestText} bytes.` }
  const offset = tooDeepAt(text)
  if (offset === undefined) return undefined
  const before = text.slice(0, offset).split('\n')
  const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
  return { ...refused, message: `The file nests deeper than ${deepest} levels.`, ...place }
}

/** Aliases of anchors that are not there: the parser leaves them to whoever reads the value. */
function looseAliases(document: Document): readonly { message: string; offset: number }[] {
  const found: { message: string; offset: number }[] = []
  visit(document, {
    Alias(_, alias) {
      const message = `There is no anchor ${alias.source} before this alias.`
      if (!alias.resolve(document)) found.push({ message, offset: alias.range?.[0] ?? 0 })
    },
  })
  return found
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
