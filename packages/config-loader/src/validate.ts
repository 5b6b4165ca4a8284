import type { z } from 'zod'
import { acceptedKeys, acceptedParams } from './accepted-keys.ts'
import { nearest } from './nearest.ts'
import type { Path, Problem } from './problem.ts'
import { type ConfigFile, configFile } from './schema/config-file.ts'
import { litellmParams } from './schema/model-list.ts'
import { generalSettings, litellmSettings, routerSettings } from './schema/settings.ts'

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
  const parsed = configFile.safeParse(value ?? {})
  const problems = [...unknownKeys(value), ...strayParams(value)]
  if (parsed.success) return { file: parsed.data, problems }
  return { problems: [...parsed.error.issues.map(asProblem), ...problems] }
}

const asProblem = ({ path, message, code }: z.core.$ZodIssue): Problem => ({
  level: 'error',
  code: code === 'invalid_type' || code === 'invalid_union' ? 'wrong-type' : 'invalid-value',
  message,
  path: path.filter((step) => typeof step !== 'symbol'),
})

function unknownKeys(value: unknown): readonly Problem[] {
  return Object.entries(sections).flatMap(([name, schema]) => {
    const section = name === '' ? value : isMap(value) ? value[name] : undefined
    if (!isMap(section)) return []
    const path = name === '' ? [] : [name]
    const known = Object.keys(schema.shape)
    const accepted = acceptedKeys[name] ?? new Set()
    return Object.keys(section)
      .filter((key) => !known.includes(key))
      .map((key) =>
        accepted.has(key) ? withoutEffect([...path, key]) : unknownKey([...path, key], [...known, ...accepted]),
      )
  })
}

/** `litellm_params` is open: any key may be a request parameter. Only what looks like a slip is named. */
function strayParams(value: unknown): readonly Problem[] {
  const list = isMap(value) && Array.isArray(value['model_list']) ? value['model_list'] : []
  return list.flatMap((entry: unknown, index) => {
    const params = isMap(entry) ? entry['litellm_params'] : undefined
    if (!isMap(params)) return []
    const known = Object.keys(litellmParams.shape)
    return Object.keys(params).flatMap((key) => {
      const path = ['model_list', index, 'litellm_params', key]
      if (acceptedParams.has(key)) return [withoutEffect(path)]
      return !known.includes(key) && nearest(key, known) ? [unknownKey(path, known)] : []
    })
  })
}

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
