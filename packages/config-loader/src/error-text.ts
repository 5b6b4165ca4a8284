import { slowExpression } from './slow-expression.ts'

const written = /^\/(.*)\/(i?)$/s

/**
 * What a text in an error is looked for by: `/…/` is a regular expression (`/…/i` whatever the capitals), anything else
 * is the text itself, whatever the capitals. Throws where `textProblem` says why.
 */
export function errorText(text: string): RegExp {
  const [, source, flags] = written.exec(text) ?? []
  return source === undefined
    ? new RegExp(text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'i')
    : new RegExp(source, flags)
}

/** What is wrong with it; undefined where nothing is. */
export function textProblem(text: string): string | undefined {
  const source = written.exec(text)?.[1]
  if (source === undefined) return undefined
  if (source === '') return 'is empty'
  try {
    errorText(text)
    const slow = slowExpression(source)
    if (slow !== undefined) return `could take too long over a message: it ${slow}`
    return undefined
  } catch {
    return 'is not a regular expression'
  }
}
