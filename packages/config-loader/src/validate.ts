import type { z } from 'zod'
import { knownKeys } from './known-keys.ts'
import { nestedKeys } from './nested-keys.ts'
import { notData } from './not-data.ts'
import { placesOf } from './places.ts'
import type { Path, Problem } from './problem.ts'
import { type ConfigFile, configFile } from './schema/config-file.ts'
import { shapeProblems } from './shape-problems.ts'
import { withoutWrong } from './without-wrong.ts'

export interface Validated {
  /** Absent when something has the wrong shape. */
  readonly file?: ConfigFile
  /** Then what is left without that, to be checked as well; absent when nothing could be told from it. */
  readonly rest?: ConfigFile
  readonly problems: readonly Problem[]
}

/**
 * Checks the shape of everything, what has no effect yet included, and names every key that is not known or not acted
 * on. `variableAt` tells the variable that a value came from.
 */
export function validate(value: unknown, variableAt: (path: Path) => string | undefined = () => undefined): Validated {
  const parsed = configFile.safeParse(value ?? {}, { reportInput: true })
  const issues = [...(parsed.error?.issues ?? []), ...issuesLater(value)]
  const shape = shapeProblems(issues, variableAt)
  const strange = notData(value, new Set(shape.map(({ path }) => JSON.stringify(path))))
  const wrong = [...shape, ...strange]
  const keys = [...knownKeys(value), ...nestedKeys(value)]
  if (parsed.success && wrong.length === 0) return { file: parsed.data, problems: keys }
  const rest = strange.length > 0 ? undefined : restOf(value, parsed)
  return { ...(rest ? { rest } : {}), problems: [...wrong, ...keys] }
}

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
    (later?.safeParse(map, { reportInput: true }).error?.issues ?? []).map((issue) => ({
      ...issue,
      path: [...path, ...issue.path],
    })),
  )
