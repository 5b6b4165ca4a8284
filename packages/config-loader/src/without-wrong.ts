import { isMap } from './map.ts'
import type { Path } from './problem.ts'

/** Values that no check has anything against, where leaving one out would look like a mistake of its own. */
const standIns: Readonly<Record<string, unknown>> = {
  ...{ rpm: 1, tpm: 1, weight: 1, max_parallel_requests: 1, api_key: '-', api_base: '-', base_url: '-' },
  ...{ redis_url: 'redis://-', redis_host: '-', redis_port: 1 },
}

/**
 * A configuration without the settings that have the wrong shape, so that the rest can be checked as well. Undefined
 * where what is wrong decides which groups there are: everything else would seem to lead nowhere.
 */
export function withoutWrong(value: unknown, wrong: readonly Path[]): unknown {
  const settings = wrong.map(settingOf)
  if (settings.includes(undefined)) return undefined
  return settings.reduce<unknown>((left, path) => replaced(left, path ?? []), value)
}

/** The setting that a wrong value is, or is inside of. */
function settingOf(path: Path): Path | undefined {
  const [section, second, third, fourth] = path
  if (section === 'environment_variables') return [section]
  if (section !== 'model_list')
    return second === undefined || second === 'model_group_alias' ? undefined : path.slice(0, 2)
  if (third === 'rpm' || third === 'tpm') return path.slice(0, 3)
  if (fourth === undefined || fourth === 'model' || fourth === 'custom_llm_provider') return undefined
  return path.slice(0, 4)
}

function replaced(value: unknown, [step, ...rest]: Path): unknown {
  if (Array.isArray(value))
    return value.map((entry: unknown, index) => (index === step ? replaced(entry, rest) : entry))
  if (!isMap(value) || step === undefined) return value
  if (rest.length > 0) return { ...value, [step]: replaced(value[step], rest) }
  const { [String(step)]: _, ...others } = value
  return Object.hasOwn(standIns, step) ? { ...others, [step]: standIns[step] } : others
}
