import type { Path, Problem } from './problem.ts'

export type Environment = Readonly<Record<string, string | undefined>>

const prefix = 'os.environ/'

export interface Resolved {
  readonly value: unknown
  readonly problems: readonly Problem[]
  /** The variable that the value at a path came from. */
  variableAt(path: Path): string | undefined
}

/**
 * Replaces every string that starts with `os.environ/` by the variable's value, at any depth and inside lists.
 * A missing variable becomes null, with a warning that names it and its path.
 */
export function resolveEnvironment(value: unknown, environment: Environment): Resolved {
  const problems: Problem[] = []
  const variables = new Map<string, string>()
  const walk = (node: unknown, path: Path): unknown => {
    if (typeof node === 'string' && node.startsWith(prefix)) return lookUp(node.slice(prefix.length), path)
    if (Array.isArray(node)) return node.map((entry, index) => walk(entry, [...path, index]))
    if (typeof node !== 'object' || node === null) return node
    return Object.fromEntries(Object.entries(node).map(([key, entry]) => [key, walk(entry, [...path, key])]))
  }
  const lookUp = (name: string, path: Path): string | null => {
    const found = Object.hasOwn(environment, name) ? environment[name] : undefined
    if (found !== undefined) {
      variables.set(JSON.stringify(path), name)
      return found
    }
    const message = `The environment variable ${name} is not set.`
    problems.push({ level: 'warning', code: 'missing-variable', message, path })
    return null
  }
  return { value: walk(value, []), problems, variableAt: (path) => variables.get(JSON.stringify(path)) }
}

/** The environment with the file's own `environment_variables` in front; each may name another variable. */
export function withOwnVariables(value: unknown, environment: Environment): Environment {
  if (typeof value !== 'object' || value === null || !('environment_variables' in value)) return environment
  const own = resolveEnvironment(value.environment_variables, environment).value
  if (typeof own !== 'object' || own === null) return environment
  const set = Object.entries(own).filter(([, entry]) => typeof entry !== 'object')
  return { ...environment, ...Object.fromEntries(set.map(([name, entry]) => [name, String(entry)])) }
}
