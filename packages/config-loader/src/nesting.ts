import { Lexer, Parser } from 'yaml'

/** Everything after this walks its input by recursion, so depth is bounded first. */
export const deepest = 64

/** Where a text first nests deeper than that, by brackets or by indentation: an offset; undefined when it never does. */
export function tooDeepAt(text: string): number | undefined {
  const parser = new Parser()
  for (const lexeme of new Lexer().lex(text)) {
    for (const _ of parser.next(lexeme));
    if (parser.stack.length > deepest && parser.stack.filter((token) => 'items' in token).length > deepest)
      return parser.offset
  }
  return undefined
}

/** So many values are more than any configuration holds: an anchor that is repeated is counted each time. */
export const mostValues = 500_000

/** What a value has too much of: it may nest, or repeat itself, by aliases or by holding itself. */
export function excess(value: unknown): 'levels' | 'values' | undefined {
  let left = mostValues
  const walk = (node: unknown, levels: number): 'levels' | 'values' | undefined => {
    if (left-- <= 0) return 'values'
    if (typeof node !== 'object' || node === null) return undefined
    if (levels === 0) return 'levels'
    for (const entry of Object.values(node)) {
      const found = walk(entry, levels - 1)
      if (found) return found
    }
    return undefined
  }
  return walk(value, deepest)
}
