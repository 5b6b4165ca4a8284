import { isJsonObject, type JsonObject } from '@turnout/core'

type Step = string | number | typeof each

const each = Symbol('each')

const pathStep = /([^.[\]]+)|\[(\*|\d+)\]/g
/** A body without what stands at a path; the same object where nothing stands there. */
export function withoutPath<T extends Readonly<Record<string, unknown>>>(body: T, path: string): T {
  const steps = [...path.matchAll(pathStep)].map(([, name, index]) => stepOf(name, index))
  return without(body, steps) as T
}

const stepOf = (name: string | undefined, index: string | undefined): Step =>
  name ?? (index === '*' ? each : Number(index))

function without(value: unknown, [step, ...rest]: readonly Step[]): unknown {
  if (step === undefined) return undefined
  if (typeof step === 'string') return isJsonObject(value) ? withoutKey(value, step, rest) : value
  if (!Array.isArray(value)) return value
  const at = (index: number) => step === each || step === index
  if (rest.length === 0) return value.some((_, index) => at(index)) ? value.filter((_, index) => !at(index)) : value
  const next = value.map((entry, index) => (at(index) ? without(entry, rest) : entry))
  return next.some((entry, index) => entry !== value[index]) ? next : value
}

function withoutKey(value: JsonObject, key: string, rest: readonly Step[]): unknown {
  const old = Object.hasOwn(value, key) ? value[key] : undefined
  if (old === undefined) return value
  const next = without(old, rest)
  if (next === old) return value
  const { [key]: _, ...others } = value
  return next === undefined ? others : { ...value, [key]: next }
}
