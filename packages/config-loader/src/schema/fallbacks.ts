import type { FallbackTarget } from '@turnout/core'
import * as z from 'zod'
import { asJson } from '../as-json.ts'
import { isOfDeployment } from '../fallback-patch.ts'
import { count, notNegative, present, text } from './values.ts'

/** What a target may say besides; whether it streams is the request's. */
const withParameters = z.looseObject({
  model: text,
  messages: z.array(z.looseObject({})).nullish(),
  stream: z.null().optional(),
  num_retries: count.nullish(),
  timeout: notNegative.nullish(),
  request_timeout: notNegative.nullish(),
  stream_timeout: notNegative.nullish(),
})

/** A group, or a map that names it as `model`, as LiteLLM takes it; what else stands there is the request's. */
const target = z.union(
  [text.transform((name): FallbackTarget => ({ target: name })), withParameters.transform(withPatch)],
  { error: 'expected a group, or a map with `model` and parameters that a request may have' },
)

/** Targets in order; a variable that is not set is none. */
export const targetList = z.array(target.nullable(), { error: 'expected a list' }).transform(present)

const targets = z.union([targetList, target.transform((one) => [one])], { error: 'expected a list of names' })

/** `[{ group: [target, …] }, …]`; a single target may stand without its list. */
export const fallbackList = z.array(
  z.record(z.string(), targets, { error: 'expected a map, like `gpt-4: [gpt-3.5-turbo]`' }),
  { error: 'expected a list of maps, like `- gpt-4: [gpt-3.5-turbo]`' },
)

export type FallbackList = z.output<typeof fallbackList>

function withPatch({ model, ...members }: { readonly model: string } & Record<string, unknown>): FallbackTarget {
  const own = Object.entries(members).filter(([key, value]) => value !== null && !isOfDeployment(key))
  return own.length > 0 ? { target: model, patch: asJson(Object.fromEntries(own)) } : { target: model }
}
