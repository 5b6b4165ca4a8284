import { codeBlocks } from './code-blocks.ts'
import { foundFiles } from './found-files.ts'

const quotes = /^\/\/ (examples\/\S+\.ts)\n/

/**
 * A `ts` block that begins with `// examples/NAME.ts` is that file, letter for letter; so it is run with the examples.
 * The front page shows no other code.
 */
export const quotedExamples = (root: string): readonly string[] => {
  const examples = new Map(foundFiles(root, 'examples/**/*.ts').map(({ path, text }) => [path, text]))
  return foundFiles(root, 'README.md', 'docs/guides/*.md').flatMap(({ path, text }) =>
    codeBlocks(text, 'ts').flatMap((block) => {
      const place = `${path}:${block.line}`
      const name = quotes.exec(block.text)?.[1]
      if (name === undefined)
        return path === 'README.md' ? [`${place}: is not run by anything; begin it with // examples/NAME.ts`] : []
      const example = examples.get(name)
      if (example === undefined) return [`${place}: quotes ${name}, which does not exist`]
      return block.text.replace(quotes, '') === example ? [] : [`${place}: differs from ${name}; copy the file anew`]
    }),
  )
}
