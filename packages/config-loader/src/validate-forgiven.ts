import { isMap } from './map.ts'
import type { Path, Problem } from './problem.ts'

/**
 * What is wrong and stops nothing, and the value without it: a variable that is set to nothing, where more than text is
 * wanted, is as good as not set, and facts of a model are only told to whoever asks.
 */
export function forgiven(
  value: unknown,
  wrong: readonly Problem[],
  variableAt: (path: Path) => string | undefined,
): { readonly value: unknown; readonly problems: readonly Problem[] } {
  const problems = wrong.flatMap((problem): readonly Problem[] => {
    const variable = variableAt(problem.path)
    if (variable !== undefined && inside(value, problem.path) === '' && problem.code === 'wrong-type')
      return [{ ...problem, ...unset, message: `The environment variable ${variable} is empty.` }]
    return problem.level === 'error' && isFact(problem.path) ? [{ ...problem, level: 'warning' }] : []
  })
  return { value: problems.reduce((left, { path }) => withNull(left, path), value), problems }
}

const unset = { level: 'warning', code: 'missing-variable' } as const

/** The id is no fact: deployments are told apart by it. */
const isFact = ([section, , part, fact]: Path): boolean =>
  section === 'model_list' && part === 'model_info' && fact !== undefined && fact !== 'id'

const inside = (value: unknown, path: Path): unknown =>
  path.reduce((node: unknown, step) => {
    if (Array.isArray(node)) return node[Number(step)]
    return isMap(node) && Object.hasOwn(node, step) ? node[String(step)] : undefined
  }, value)

function withNull(value: unknown, [step, ...rest]: Path): unknown {
  if (step === undefined) return null
  if (Array.isArray(value))
    return value.map((entry: unknown, index) => (index === step ? withNull(entry, rest) : entry))
  return isMap(value) ? { ...value, [step]: withNull(value[String(step)], rest) } : value
}
