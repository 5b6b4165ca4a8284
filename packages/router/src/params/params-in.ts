import { isDroppable, type ParamSettings } from '@turnout/core'
import { invalidValue } from '../invalid-value.ts'

type Body = Readonly<Record<string, unknown>>

/** LiteLLM's names for them, in a request as in a configuration. */
export const paramSettings = ['drop_params', 'additional_drop_params', 'allowed_openai_params'] as const

/** What a request says of its own parameters; undefined where it says nothing. Throws a `TurnoutError` where that cannot be read. */
export function paramsIn(body: Body): ParamSettings | undefined {
  const drop = flag(body, 'drop_params')
  const additional = list(body, 'additional_drop_params', isDroppable)
  const allowed = list(body, 'allowed_openai_params', () => true)
  if (drop === undefined && !additional && !allowed) return undefined
  return {
    ...(drop === undefined ? {} : { drop }),
    ...(additional ? { additional } : {}),
    ...(allowed ? { allowed } : {}),
  }
}

function flag(body: Body, param: string): boolean | undefined {
  const value = body[param] ?? undefined
  if (value === undefined || typeof value === 'boolean') return value
  throw invalidValue(param, 'true or false')
}

/** Nobody has more parameters, or longer paths into them. */
const most = 100
const longest = 500

const isName = (name: unknown): name is string => typeof name === 'string' && name.length <= longest

function list(body: Body, param: string, fits: (name: string) => boolean): readonly string[] | undefined {
  const value = body[param] ?? undefined
  if (value === undefined) return undefined
  if (Array.isArray(value) && value.length <= most && value.every((name) => isName(name) && fits(name)))
    return value.length > 0 ? value : undefined
  throw invalidValue(param, `a list of at most ${most} parameters that the request can do without`)
}
