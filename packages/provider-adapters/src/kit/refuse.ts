import { type ChatRequest, isDroppable, type ProviderAdapter, type ProviderCall, paramOf } from '@turnout/core'
import { askedOf } from './asked.ts'
import { unsupported } from './unsupported.ts'

/** What a call asks that is to be translated, and what of it the caller insists on all the same. */
export interface Accepted {
  readonly asked: ChatRequest
  /** Parameters that go to the provider as they are (`allowed_openai_params`). */
  readonly asItIs: Readonly<Record<string, unknown>>
}

/**
 * Throws the refusal of what a request asks and its model lacks, as an adapter's `unsupported` knows it. `sometimes`: the
 * parameters that are refused later, for what else is asked; on these a caller may insist too.
 */
export function refuseLacking(
  call: ProviderCall<'chat'>,
  lacking: NonNullable<ProviderAdapter['unsupported']>,
  sometimes: readonly string[] = [],
): Accepted {
  const asked = askedOf(call)
  const { operation, deployment, allowedParams = [] } = call
  const lacked = lacking(operation, { ...asked }, deployment)
  const isAllowed = (param: string) => isDroppable(param) && allowedParams.includes(param)
  const refused = lacked.find((path) => !isAllowed(paramOf(path)))
  if (refused !== undefined) throw unsupported(deployment.provider, refused)
  const insisted = new Set([...lacked.map(paramOf), ...sometimes.filter(isAllowed)])
  if (insisted.size === 0) return { asked, asItIs: {} }
  const [{ model, messages }, entries] = [asked, Object.entries(asked)]
  const translated = Object.fromEntries(entries.filter(([name]) => !insisted.has(name)))
  const asItIs = Object.fromEntries(entries.filter(([name]) => insisted.has(name)))
  return { asked: { ...translated, model, messages }, asItIs }
}
