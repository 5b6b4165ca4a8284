import { type Problem, showProblem } from '@turnout/config-loader'
import { available } from '@turnout/router/available'
import { callbackLine, describeCallbacks } from '../check/describe-callbacks.ts'
import { describeGroups } from '../check/describe-groups.ts'
import { groupTable } from '../check/group-table.ts'
import { paintFor } from '../check/paint.ts'
import { problemTable } from '../check/problem-table.ts'
import { exitCodes } from '../exit-codes.ts'
import { folderOf, load } from '../load.ts'

export interface CheckOptions {
  readonly strict?: boolean
  readonly json?: boolean
}

/** Prints every problem, what the groups are, and a summary; exits 1 on errors, with `--strict` on warnings too. */
export async function check(file: string, { strict = false, json = false }: CheckOptions): Promise<void> {
  const { config, problems } = await load(file)
  const count = (level: string) => problems.filter((problem) => problem.level === level).length
  const [errors, warnings, notes] = [count('error'), count('warning'), count('note')]
  const ok = errors === 0 && (!strict || warnings === 0)
  const groups = config ? describeGroups(config) : []
  const callbacks = describeCallbacks(config?.callbacks ?? [], available().callbacks, folderOf(file))
  process.exitCode = ok ? exitCodes.done : exitCodes.no
  if (json) {
    const report = { file, ok, errors, warnings, notes, problems, groups, callbacks }
    process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`)
    return
  }
  const paint = paintFor(process.stdout)
  const size = config ? `${config.deployments.length} deployments in ${groups.length} groups, ` : ''
  const verdict = paint(ok ? 'green' : 'red', ok ? 'ok' : 'not ok')
  process.stdout.write(process.stdout.isTTY ? problemTable(problems, paint) : problemLines(problems, file))
  if (groups.length > 0) process.stdout.write(`${groupTable(groups, paint)}\n`)
  if (callbacks.length > 0) process.stdout.write(`${callbackLine(callbacks)}\n\n`)
  process.stdout.write(`${verdict}: ${size}${errors} errors, ${warnings} warnings, ${notes} notes\n`)
}

/** As compilers print them, in the order of the file: for editors and programs. */
const problemLines = (problems: readonly Problem[], file: string): string =>
  problems.length > 0 ? `${problems.map((problem) => showProblem(problem, file)).join('\n')}\n\n` : ''
