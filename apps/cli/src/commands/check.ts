import { showProblem } from '@turnout/config-loader'
import { exitCodes } from '../exit-codes.ts'
import { load } from '../load.ts'

export interface CheckOptions {
  readonly strict?: boolean
  readonly json?: boolean
}

/** Prints every problem in the order of the file, and a summary; exits 1 on errors, with `--strict` on warnings too. */
export async function check(file: string, { strict = false, json = false }: CheckOptions): Promise<void> {
  const { config, problems } = await load(file)
  const count = (level: string) => problems.filter((problem) => problem.level === level).length
  const [errors, warnings, notes] = [count('error'), count('warning'), count('note')]
  const ok = errors === 0 && (!strict || warnings === 0)
  if (json) process.stdout.write(`${JSON.stringify({ file, ok, errors, warnings, notes, problems }, undefined, 2)}\n`)
  else {
    for (const problem of problems) process.stdout.write(`${showProblem(problem, file)}\n`)
    const groups = new Set(config?.deployments.map(({ group }) => group))
    const size = config ? `${config.deployments.length} deployments in ${groups.size} groups, ` : ''
    process.stdout.write(`${ok ? 'ok' : 'not ok'}: ${size}${errors} errors, ${warnings} warnings, ${notes} notes\n`)
  }
  process.exitCode = ok ? exitCodes.done : exitCodes.no
}
