import { codeOnly } from './code-only.ts'
import { foundFiles, lineAt } from './found-files.ts'
import { workspaceFolders } from './workspaces.ts'

const unfinished = /(?<=\.)(?:only|todo)(?=(?:\.\w+)?\s*\()/g

/** Every project has tests, and none is singled out or put off. */
export const testsPresent = (root: string): readonly string[] =>
  [...workspaceFolders(root), 'tools', 'bench'].flatMap((project) => {
    const tests = foundFiles(root, `${project}/**/*.test.ts`)
    if (tests.length === 0) return [`${project}: has no *.test.ts; write one`]
    return tests.flatMap(({ path, text }) => {
      const code = codeOnly(text)
      return [...code.matchAll(unfinished)].map(
        ({ 0: word, index }) =>
          `${path}:${lineAt(code, index)}: has .${word}; ${word === 'only' ? 'run them all' : 'write it'}`,
      )
    })
  })
