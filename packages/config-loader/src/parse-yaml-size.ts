import { type Document, isAlias, isMap, isPair, isScalar, isSeq } from 'yaml'

/**
 * How many values a document stands for, those behind an anchor counted as often as it is repeated; Infinity where one
 * holds itself. Every alias is told its target: left alone, each looks through all the others for it.
 */
export function expandedValues(document: Document): number {
  const anchors = new Map<string, object>()
  const sizes = new Map<object, number>()
  const weigh = (node: unknown): number => {
    if (isPair(node)) {
      weigh(node.key)
      return weigh(node.value)
    }
    if (isAlias(node)) {
      const target = anchors.get(node.source)
      if (!isMap(target) && !isSeq(target) && !isScalar(target)) return 1
      const search = node.resolve.bind(node)
      node.resolve = (whole, context) => (context && !context.anchors.has(target) ? search(whole, context) : target)
      return sizes.get(target) ?? Number.POSITIVE_INFINITY
    }
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) return 1
    if (node.anchor) anchors.set(node.anchor, node)
    const size = isScalar(node) ? 1 : node.items.reduce<number>((sum, item) => sum + weigh(item), 1)
    if (node.anchor) sizes.set(node, size)
    return size
  }
  return weigh(document.contents)
}
