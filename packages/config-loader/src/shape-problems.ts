import type { z } from 'zod'
import type { Problem } from './problem.ts'

type Issue = z.core.$ZodIssue

/** What the schema found → problems that say what was expected, what stood there instead, and exactly where. */
export const shapeProblems = (issues: readonly Issue[]): readonly Problem[] => issues.flatMap(innermost).map(asProblem)

/** Where one branch of a choice fits the outer shape, what is wrong stands deeper in that branch. */
function innermost(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue]
  const deeper = issue.errors.find((branch) => branch.length > 0 && branch.every(({ path }) => path.length > 0))
  return deeper?.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })).flatMap(innermost) ?? [issue]
}

const asProblem = ({ path, message, code, input }: Issue): Problem => ({
  level: 'error',
  code: code === 'invalid_type' || code === 'invalid_union' ? 'wrong-type' : 'invalid-value',
  message: message.startsWith('expected') ? `${message}, found ${kindOf(input)}.` : `${message}.`,
  path: path.filter((step) => typeof step !== 'symbol'),
})

/** Only the kind is told: the value may be somebody's key. */
function kindOf(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'number') return Number.isFinite(value) ? 'a number' : 'a number without end or value'
  return { string: 'text', boolean: 'true or false', object: 'a map' }[String(typeof value)] ?? typeof value
}
