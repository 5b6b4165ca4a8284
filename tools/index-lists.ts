import { codeOnly } from './code-only.ts'
import { foundFiles, lineAt } from './found-files.ts'

const exportFrom = /\bexport\s+(?:type\s+)?(?:\*(?:\s+as\s+[\w$]+)?|\{[^}]*\})\s*from\s*(['"])[^'"]*\1;?/g
const asBlank = (text: string): string => text.replace(/[^\n]/g, ' ')

/** A package's index is only a list of names. */
export const indexLists = (root: string): readonly string[] =>
  foundFiles(root, '{packages,apps}/*/src/index.ts').flatMap(({ path, text }) => {
    const rest = codeOnly(text).replace(exportFrom, asBlank)
    const at = rest.search(/\S/)
    return at < 0 ? [] : [`${path}:${lineAt(rest, at)}: is more than "export … from"; move it to a file of its own`]
  })
