export interface ShownProblem {
  /** The section's title: the problem's code. */
  readonly code: string
  readonly yaml: string
  /** The lines that the page says are printed. */
  readonly said: readonly string[]
}

const section = /^## (\S+)\n([\s\S]*?)(?=^## |(?![\s\S]))/gm
const example = /^```yaml\n([\s\S]*?)^```\n+```\n([\s\S]*?)^```/m

/** The sections of a page that show a configuration and, in the block that follows it, what is printed about it. */
export const shownProblems = (markdown: string): readonly ShownProblem[] =>
  [...markdown.matchAll(section)].flatMap(([, code = '', body = '']) => {
    const [, yaml, said = ''] = example.exec(body) ?? []
    return yaml === undefined ? [] : [{ code, yaml, said: said.trimEnd().split('\n') }]
  })
