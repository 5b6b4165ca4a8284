import { isMap } from './map.ts'
import { deepest, excess, mostValues } from './nesting.ts'
import type { Problem } from './problem.ts'

/** What is not looked into: a value that holds too much, and one that needs files where there is none. */
export function refusal(value: unknown): readonly Problem[] {
  const too = excess(value)
  if (too) return [{ level: 'error', code: 'too-large', message: tooMuch[too], path: [] }]
  if (!isMap(value) || !Object.hasOwn(value, 'include')) return []
  const message = 'needs a file: only one that is read from a file can include others.'
  return [{ level: 'error', code: 'bad-include', message, path: ['include'] }]
}

const tooMuch = {
  levels: `It nests deeper than ${deepest} levels.`,
  values: `It holds more than ${mostValues} values, anchors counted as often as they are repeated.`,
}
