import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { foundFiles, lineAt } from './found-files.ts'

const code = /^( *)(`{3,}|~{3,})[\s\S]*?^ *\2[^\n]*$|`[^`\n]*`/gm
const link = /\]\(\s*<?([^)\s>]+)>?(?:\s+["'(][^\n]*?)?\)|^ *\[[^\]]+\]:\s*<?([^\s>]+)/gm
const elsewhere = /^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/i

/** Relative links between documents lead to files that exist. */
export const docLinks = (root: string): readonly string[] =>
  foundFiles(root, '*.md', 'docs/**/*.md', '{packages,apps}/*/README.md', '{examples,bench}/**/*.md').flatMap(
    ({ path, text }) => {
      const prose = text.replace(code, (block) => block.replace(/[^\n]/g, ' '))
      return [...prose.matchAll(link)].flatMap(({ 1: inline, 2: reference, index }) => {
        const target = inline ?? reference ?? ''
        if (elsewhere.test(target)) return []
        const file = decodeURI(target.replace(/[?#].*$/, ''))
        const exists = existsSync(join(root, file.startsWith('/') ? '' : dirname(path), file))
        return exists
          ? []
          : [`${path}:${lineAt(prose, index)}: links to ${target}, which does not exist; mend the link`]
      })
    },
  )
