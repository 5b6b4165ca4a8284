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

/** The same of a value, which may nest by aliases or hold itself. */
export const isTooDeep = (value: unknown, levels = deepest): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((entry) => isTooDeep(entry, levels - 1)))
