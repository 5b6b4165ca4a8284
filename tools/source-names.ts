import { foundFiles } from './found-files.ts'

const vague = /(?:^|[/.-])(?:utils?|helpers?|common|misc)(?=[/.-])/
const kebabFolders = /^(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)*/
const kebabFile = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.test)?\.ts$/

const problemOf = (path: string): string | undefined => {
  const own = path.replace(/^.*?\/src\//, '')
  if (!kebabFile.test(own.replace(kebabFolders, ''))) return 'is not kebab-case .ts; rename it'
  if (vague.test(own)) return 'has a name that says nothing; name it for the idea it holds'
  return undefined
}

/** Files are kebab-case TypeScript, named for what they hold. */
export const sourceNames = (root: string): readonly string[] =>
  foundFiles(root, '{packages,apps}/*/src/**/*').flatMap(({ path }) => {
    const problem = problemOf(path)
    return problem === undefined ? [] : [`${path}: ${problem}`]
  })
