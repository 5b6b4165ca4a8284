import type { z } from 'zod'
import { nearest } from './nearest.ts'
import type { Path, Problem } from './problem.ts'

type Issue = z.core.$ZodIssue

/** What the schema found → problems that say what was expected, what stood there instead, and exactly where. */
export const shapeProblems = (
  issues: readonly Issue[],
  variableAt: (path: Path) => string | undefined = () => undefined,
  level: Problem['level'] = 'error',
): readonly Problem[] => issues.flatMap(innermost).map((issue) => ({ ...asProblem(issue, variableAt), level }))

/** Where one branch of a choice fits the outer shape, what is wrong stands deeper in that branch. */
function innermost(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue]
  const deeper = issue.errors.find((branch) => branch.length > 0 && branch.every(({ path }) => path.length > 0))
  return deeper?.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })).flatMap(innermost) ?? [issue]
}

function asProblem(issue: Issue, variableAt: (path: Path) => string | undefined): Problem {
  const { message, code, input } = issue
  const path = issue.path.filter((step) => typeof step !== 'symbol')
  const variable = variableAt(path)
  const found = variable === undefined ? kindOf(input) : `${kindOf(input)} in the variable ${variable}`
  const suggestion =
    code === 'invalid_value' && typeof input === 'string' ? nearest(input, issue.values.map(String)) : undefined
  return {
    level: 'error',
    code: ['invalid_type', 'invalid_union'].includes(code) ? 'wrong-type' : 'invalid-value',
    message: message.startsWith('expected') ? `${message}, found ${found}.` : `${message}${from(variable)}.`,
    path,
    ...(suggestion === undefined ? {} : { suggestion }),
  }
}

const from = (variable: string | undefined): string =>
  variable === undefined ? '' : ` (from the variable ${variable})`

/** Only the kind is told: the value may be somebody's key. */
function kindOf(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'number') return Number.isFinite(value) ? 'a number' : 'a number without end or value'
  return { string: 'text', boolean: 'true or false', object: 'a map' }[String(typeof value)] ?? typeof value
}
