import { type Problem, showPath } from '@turnout/config-loader'
import { columns, printable } from './columns.ts'
import type { Paint } from './paint.ts'

const levels = { error: 'red', warning: 'yellow', note: 'dim' } as const

/** Problems for a screen: the worst first, under their level, in columns. */
export function problemTable(problems: readonly Problem[], paint: Paint): string {
  const lines = columns(problems.map(cells), 2)
  const shown = problems.map(({ level }, index) => ({ level, line: lines[index] ?? '' }))
  return Object.entries(levels)
    .map(([level, style]) => ({ level, style, found: shown.filter((problem) => problem.level === level) }))
    .filter(({ found }) => found.length > 0)
    .map(({ level, style, found }) => {
      const head = paint(style, paint('bold', `${found.length} ${level}${found.length === 1 ? '' : 's'}`))
      return [head, ...found.map(({ line }) => `  ${line}`), ''].map((line) => `${line}\n`).join('')
    })
    .join('')
}

const cells = ({ file, line, column, path, message, suggestion }: Problem): readonly string[] =>
  [
    [file, line, column].filter((part) => part !== undefined).join(':'),
    showPath(path),
    message,
    suggestion === undefined ? '' : `Did you mean ${suggestion}?`,
  ].map(printable)
