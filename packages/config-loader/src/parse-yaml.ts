import { isMap, isScalar, LineCounter, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml'
import { deepest, mostValues, tooDeepAt } from './nesting.ts'
import { withYaml11 } from './parse-yaml-scalars.ts'
import { expandedValues } from './parse-yaml-size.ts'
import type { Path, Problem } from './problem.ts'
import { type YamlProblem, yamlProblems } from './yaml-problems.ts'

/** A parsed document that still knows where everything stood. */
export interface Source {
  readonly value: unknown
  readonly problems: readonly Problem[]
  /** Somebody wrote it down: not an object that code made. */
  readonly written: boolean
  /** The line and column of a path, or of the nearest part of it that exists. */
  locate(path: Path): Location | undefined
}

interface Location {
  readonly line: number
  readonly column: number
  /** Where it is not the file itself, but one that it includes. */
  readonly file?: string
}

/** Where there are more, they are mostly one mistake. */
const mostTold = 100

export const longestText = 4 * 1024 * 1024

const options = { prettyErrors: false, merge: true, uniqueKeys: false, customTags: withYaml11 } as const

const tooMany: Problem = {
  ...{ level: 'error', code: 'too-large', message: `The file holds more than ${mostValues} values.`, path: [] },
}

/** YAML (JSON is YAML) → plain data. Never throws: what cannot be read is a problem with its place. */
export function parseYaml(given: string): Source {
  const text = given.startsWith('\uFEFF') ? given.slice(1) : given
  const refused = tooMuch(text)
  if (refused) return { value: undefined, problems: [refused], written: true, locate: () => undefined }
  const lines = linesOf(text)
  const document = parseDocument(text, options)
  const placeOf = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const found = [...document.errors, ...document.warnings].map(({ code, message, pos }) => ({
    message: code === 'MULTIPLE_DOCS' ? 'A second document starts here; a configuration is one.' : message,
    offset: pos[0],
  }))
  const all = [...found, ...yamlProblems(document)].sort((a, b) => a.offset - b.offset)
  const problems = told(all).map(({ message, offset }) => invalid(message, placeOf(offset)))
  const index = new KeyIndex()
  const locate: Source['locate'] = (path) => {
    for (let length = path.length; length >= 0; length--) {
      const offset = offsetOf(document.contents, path.slice(0, length), index)
      if (offset !== undefined) return placeOf(offset)
    }
    return undefined
  }
  if (problems.length > 0) return { value: undefined, problems, written: true, locate }
  if (expandedValues(document) > mostValues)
    return { value: undefined, problems: [{ ...tooMany, ...placeOf(0) }], written: true, locate }
  try {
    return { value: document.toJS({ maxAliasCount: -1 }), problems, written: true, locate }
  } catch (error) {
    const message = error instanceof Error ? `${error.message}.` : String(error)
    return { value: undefined, problems: [invalid(message, placeOf(0))], written: true, locate }
  }
}

/** The parser would count them too, but not all where it comes upon an error. */
function linesOf(text: string): LineCounter {
  const lines = new LineCounter()
  lines.addNewLine(0)
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) lines.addNewLine(end + 1)
  return lines
}

/** The first, and at the next how many more there are. */
function told(problems: readonly YamlProblem[]): readonly YamlProblem[] {
  const next = problems[mostTold]
  if (!next) return problems
  const more = problems.length - mostTold
  return [...problems.slice(0, mostTold), { message: `From here on, ${more} more are wrong.`, offset: next.offset }]
}

const invalid = (message: string, place: Location): Problem => ({
  ...{ level: 'error', code: 'invalid-yaml', message, path: [] },
  ...place,
})

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

/** The entries of each map by key, made when first asked for. */
class KeyIndex {
  readonly #maps = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>()

  pair(map: YAMLMap, key: string): Pair | undefined {
    const known =
      this.#maps.get(map) ?? new Map(map.items.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : '', pair]))
    this.#maps.set(map, known)
    return known.get(key)
  }
}

/** Where a path starts: a key for a map entry, a value for a list item. */
function offsetOf(root: Node | null, path: Path, index: KeyIndex): number | undefined {
  let node: unknown = root
  let offset = root?.range?.[0]
  for (const step of path) {
    if (isMap(node)) {
      const pair = index.pair(node, String(step))
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
