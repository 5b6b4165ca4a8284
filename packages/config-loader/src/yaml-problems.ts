import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair, visit, type YAMLMap } from 'yaml'

export interface YamlProblem {
  readonly message: string
  readonly offset: number
}

/** What the parser leaves to whoever reads the value: aliases of nothing, keys that are there twice or are no names. */
export function yamlProblems(document: Document): readonly YamlProblem[] {
  const found: YamlProblem[] = []
  const anchors = new Map<string, unknown>()
  visit(document, (_, node) => {
    if (isAlias(node) && !anchors.has(node.source))
      found.push({ message: `There is no anchor ${node.source} before this alias.`, offset: offsetOf(node) })
    if (isNode(node) && 'anchor' in node && node.anchor) anchors.set(node.anchor, node)
    if (isMap(node)) found.push(...keyProblems(node), ...mergeProblems(node, anchors))
  })
  return found
}

const offsetOf = (node: unknown): number =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range) ? Number(node.range[0]) : 0

function keyProblems(map: YAMLMap): readonly YamlProblem[] {
  const seen = new Set<string>()
  return map.items.flatMap(({ key }): readonly YamlProblem[] => {
    const offset = offsetOf(key) || offsetOf(map)
    const name = isScalar(key) ? key.value : key
    if (typeof name === 'object' || name === undefined) return [{ message: 'A key must be a name.', offset }]
    const written = String(name)
    if (!isMerge(key) && seen.has(written)) return [{ message: `The key ${written} is there twice.`, offset }]
    seen.add(written)
    return []
  })
}

const isMerge = (key: unknown): boolean => isScalar(key) && key.source === '<<' && key.type === 'PLAIN'

/** `<<` takes a map, an alias of one, or a list of these. */
const mergeProblems = (map: YAMLMap, anchors: ReadonlyMap<string, unknown>): readonly YamlProblem[] =>
  map.items.flatMap(({ key, value }: Pair) => {
    if (!isMerge(key)) return []
    const sources: readonly unknown[] = isSeq(value) ? value.items : [value]
    const wrong = sources.find((source) => !isMap(isAlias(source) ? anchors.get(source.source) : source))
    return wrong === undefined ? [] : [{ message: '<< takes a map, or a list of maps.', offset: offsetOf(key as Node) }]
  })
