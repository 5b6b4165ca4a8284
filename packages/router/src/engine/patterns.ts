/** A name with `*` in it, in the pieces between the stars. */
export interface Pattern {
  readonly group: string
  readonly pieces: readonly string[]
}

/** The more specific come first: longer ones, and of equals those with more that is not a letter (LiteLLM, "Wildcards"). */
export function patternsOf(groups: Iterable<string>): readonly Pattern[] {
  const wild = [...groups].filter((group) => group.includes('*'))
  const signs = (group: string): number => group.replace(/[\w]/g, '').length
  return wild
    .toSorted((a, b) => b.length - a.length || signs(b) - signs(a))
    .map((group) => ({ group, pieces: group.split('*') }))
}

/** What the stars stand for in a name; undefined where it does not fit. One walk, each piece where it comes first. */
export function capturesOf({ pieces }: Pattern, name: string): readonly string[] | undefined {
  const [first = '', ...rest] = pieces
  const last = rest.pop() ?? ''
  const end = name.length - last.length
  if (!name.startsWith(first) || !name.endsWith(last) || end < first.length) return undefined
  const captures: string[] = []
  let from = first.length
  for (const piece of rest) {
    const at = name.indexOf(piece, from)
    if (at === -1 || at + piece.length > end) return undefined
    captures.push(name.slice(from, at))
    from = at + piece.length
  }
  return [...captures, name.slice(from, end)]
}

/** The provider's model for a name that a pattern captured; without captures to fill all stars, the name itself. */
export function filledModel(model: string, captures: readonly string[], name: string): string {
  const stars = model.split('*').length - 1
  if (stars === 0) return model
  if (captures.length > stars) return name
  let at = 0
  return model.replace(/\*/g, () => captures[at++] ?? '')
}
