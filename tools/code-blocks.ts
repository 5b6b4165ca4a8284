import { lineAt } from './found-files.ts'

export interface CodeBlock {
  readonly text: string
  /** Of its fence, counted from one. */
  readonly line: number
}

const fenced = /^(`{3,})(\S*)[^\n]*\n([\s\S]*?)^\1[ \t]*$/gm

/** The fenced blocks of one language in a Markdown text. */
export const codeBlocks = (markdown: string, language: string): readonly CodeBlock[] =>
  [...markdown.matchAll(fenced)]
    .filter(([, , named]) => named === language)
    .map(({ 3: text = '', index }) => ({ text, line: lineAt(markdown, index) }))
