import type { z } from 'zod'
import { knownKeys } from './known-keys.ts'
import { nestedKeys } from './nested-keys.ts'
import { notData } from './not-data.ts'
import { placesOf } from './places.ts'
import type { Path, Problem } from './problem.ts'
import { type ConfigFile, configFile } from './schema/config-file.ts'
import { shapeProblems } from './shape-problems.ts'
import { forgiven } from './validate-forgiven.ts'
import { targetKeys } from './validate-targets.ts'
import { withoutWrong } from './without-wrong.ts'

export interface Validated {
  /** Absent when something has the wrong shape. */
  readonly file?: ConfigFile
  /** Then what is left without that, to be checked as well; absent when nothing could be told from it. */
  readonly rest?: ConfigFile
  readonly problems: readonly Problem[]
}

/**
 * Checks the shape of everything, and names every key that is not known or not acted on. What has no effect yet is
 * checked as well, and stops nothing. `variableAt` tells the variable that a value came from.
 */
export function validate(given: unknown, variableAt: (path: Path) => string | undefined = () => undefined): Validated {
  const asGiven = [...errorsIn(configFile.safeParse(given ?? {}, reported), variableAt), ...later(given, variableAt)]
  const { value, problems: forgivenOnes } = forgiven(given, asGiven, variableAt)
  const parsed = configFile.safeParse(value ?? {}, reported)
  const warnings = [...forgivenOnes, ...later(value, variableAt)]
  const shape = errorsIn(parsed, variableAt)
  const strange = notData(value, new Set([...shape, ...warnings].map(({ path }) => JSON.stringify(path))))
  const problems = [...shape, ...warnings, ...strange, ...knownKeys(given), ...nestedKeys(given), ...targetKeys(given)]
  if (parsed.success && strange.length === 0) return { file: parsed.data, problems }
  const rest = strange.length > 0 ? undefined : restOf(value, parsed)
  return { ...(rest ? { rest } : {}), problems }
}

const reported = { reportInput: true }

const errorsIn = ({ error }: z.ZodSafeParseResult<ConfigFile>, variableAt: (path: Path) => string | undefined) =>
  shapeProblems(error?.issues ?? [], variableAt)

const later = (value: unknown, variableAt: (path: Path) => string | undefined) =>
  shapeProblems(issuesLater(value), variableAt, 'warning')

function restOf(value: unknown, { data, error }: z.ZodSafeParseResult<ConfigFile>): ConfigFile | undefined {
  if (data) return data
  const left = withoutWrong(
    value,
    shapeProblems(error?.issues ?? []).map(({ path }) => path),
  )
  return left === undefined ? undefined : configFile.safeParse(left).data
}

/** What is wrong with values that nothing acts on yet: they will be acted on. */
const issuesLater = (value: unknown): readonly z.core.$ZodIssue[] =>
  placesOf(value).flatMap(({ path, map, later }) =>
    (later?.safeParse(map, reported).error?.issues ?? []).map((issue) => ({
      ...issue,
      path: [...path, ...issue.path],
    })),
  )
