import { type Problem, showProblem } from '@turnout/config-loader'

/** Hears what a configuration's author should know, besides errors, which are thrown. */
export type ProblemListener = (problem: Problem) => void

/** Warnings as the process's own: on standard error unless Node is told otherwise. */
const warn: ProblemListener = (problem) => {
  if (problem.level === 'warning') process.emitWarning(showProblem(problem), 'TurnoutWarning')
}

export function tellProblems(problems: readonly Problem[], onProblem: ProblemListener = warn): void {
  for (const problem of problems) onProblem(problem)
}
