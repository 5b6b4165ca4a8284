/** Something about a configuration that its author should know. */
export interface Problem {
  /** An error: it cannot run. A warning: it runs, perhaps not as meant. A note: accepted, without effect. */
  readonly level: 'error' | 'warning' | 'note'
  /** Stable, for machines: `unknown-key`, `wrong-type`, … (docs/reference/config-checks.md). */
  readonly code: string
  readonly message: string
  /** Where, as keys and indexes from the top. */
  readonly path: Path
  /** From 1; absent where the configuration is an object, not a file. */
  readonly line?: number
  readonly column?: number
  /** Where it is not the file itself, but one that it includes. */
  readonly file?: string
  /** What was probably meant. */
  readonly suggestion?: string
}

export type Path = readonly (string | number)[]

/** `model_list[0].litellm_params.model` */
export const showPath = (path: Path): string =>
  path.reduce<string>(
    (shown, step) => (typeof step === 'number' ? `${shown}[${step}]` : shown ? `${shown}.${step}` : step),
    '',
  )

/** `config.yaml:7:3: error: …`, as compilers print it. */
export function showProblem(problem: Problem, file?: string): string {
  const { level, message, path, line, column, suggestion } = problem
  const place = [problem.file ?? file, line, column].filter((part) => part !== undefined).join(':')
  const where = path.length > 0 ? `${showPath(path)}: ` : ''
  const hint = suggestion === undefined ? '' : ` Did you mean ${suggestion}?`
  return `${place ? `${place}: ` : ''}${level}: ${where}${message}${hint}`
}

/** Configuration that cannot run: every problem at once, not the first. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[], file?: string) {
    const errors = problems.filter(({ level }) => level === 'error')
    super(errors.map((problem) => showProblem(problem, file)).join('\n'))
    this.problems = problems
  }
}
