/** A name with `*` in it, and what it captures of the names that it fits. */
export interface Pattern {
  readonly group: string
  readonly test: RegExp
}

/** The more specific come first: longer ones, and of equals those with more that is not a letter (LiteLLM, "Wildcards"). */
export function patternsOf(groups: Iterable<string>): readonly Pattern[] {
  const wild = [...groups].filter((group) => group.includes('*'))
  const signs = (group: string): number => group.replace(/[\w]/g, '').length
  return wild
    .toSorted((a, b) => b.length - a.length || signs(b) - signs(a))
    .map((group) => ({ group, test: new RegExp(`^${group.split('*').map(escaped).join('(.*)')}$`, 's') }))
}

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&')

/** The provider's model for a name that a pattern captured; without captures to fill all stars, the name itself. */
export function filledModel(model: string, captures: readonly string[], name: string): string {
  const stars = model.split('*').length - 1
  if (stars === 0) return model
  if (captures.length > stars) return name
  let at = 0
  return model.replace(/\*/g, () => captures[at++] ?? '')
}
