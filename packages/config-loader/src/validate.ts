import type { z } from 'zod'
import { acceptedKeys, acceptedParams } from './accepted-keys.ts'
import { nearest } from './nearest.ts'
import type { Path, Problem } from './problem.ts'
import { type ConfigFile, configFile } from './schema/config-file.ts'
import { litellmParams, modelEntry } from './schema/model-list.ts'
import { generalSettings, litellmSettings, routerSettings } from './schema/settings.ts'
import { shapeProblems } from './shape-problems.ts'

const sections: Readonly<Record<string, z.ZodObject>> = {
  '': configFile,
  router_settings: routerSettings,
  litellm_settings: litellmSettings,
  general_settings: generalSettings,
}

export interface Validated {
  /** Absent when something has the wrong shape. */
  readonly file?: ConfigFile
  readonly problems: readonly Problem[]
}

/** Checks the shape of everything and names every key that is not known or not acted on. */
export function validate(value: unknown): Validated {
  const parsed = configFile.safeParse(value ?? {}, { reportInput: true })
  const problems = [...unknownKeys(value), ...strayParams(value)]
  if (parsed.success) return { file: parsed.data, problems }
  return { problems: [...shapeProblems(parsed.error.issues), ...problems] }
}

function unknownKeys(value: unknown): readonly Problem[] {
  if (!isMap(value)) return []
  return [
    ...Object.entries(sections).flatMap(([name, schema]) =>
      name === ''
        ? keysBeyond(schema, value, [], acceptedKeys[name])
        : keysBeyond(schema, value[name], [name], acceptedKeys[name]),
    ),
    ...entriesOf(value).flatMap((entry, index) => keysBeyond(modelEntry, entry, ['model_list', index])),
  ]
}

/** The keys of a map that its schema does not have: accepted without effect, or not known at all. */
function keysBeyond({ shape }: z.ZodObject, map: unknown, path: Path, accepted: ReadonlySet<string> = new Set()) {
  const known = [...Object.keys(shape), ...accepted]
  return Object.keys(isMap(map) ? map : {})
    .filter((key) => !Object.hasOwn(shape, key))
    .map((key) => (accepted.has(key) ? withoutEffect([...path, key]) : unknownKey([...path, key], known)))
}

/** `litellm_params` is open: any key may be a request parameter. Only what looks like a slip is named. */
function strayParams(value: unknown): readonly Problem[] {
  const known = Object.keys(litellmParams.shape)
  return entriesOf(value).flatMap((entry, index) => {
    const params = isMap(entry) ? entry['litellm_params'] : undefined
    return Object.keys(isMap(params) ? params : {}).flatMap((key) => {
      const path = ['model_list', index, 'litellm_params', key]
      if (acceptedParams.has(key)) return [withoutEffect(path)]
      return !known.includes(key) && nearest(key, known) ? [unknownKey(path, known)] : []
    })
  })
}

const entriesOf = (value: unknown): readonly unknown[] =>
  isMap(value) && Array.isArray(value['model_list']) ? value['model_list'] : []

const withoutEffect = (path: Path): Problem => ({
  level: 'note',
  code: 'without-effect',
  message: 'is accepted, without effect yet.',
  path,
})

function unknownKey(path: Path, known: readonly string[]): Problem {
  const suggestion = nearest(String(path.at(-1)), known)
  const problem: Problem = { level: 'warning', code: 'unknown-key', message: 'is not a known key.', path }
  return suggestion === undefined ? problem : { ...problem, suggestion }
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
