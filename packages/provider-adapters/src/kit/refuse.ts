import { isDroppable, type ProviderAdapter, type ProviderCall, paramOf } from '@turnout/core'
import { unsupported } from './unsupported.ts'

type Asked = Readonly<Record<string, unknown>>

/**
 * Throws the refusal of what a request asks and its model lacks, as an adapter's `unsupported` knows it. Returns what the
 * caller insists on all the same (`allowed_openai_params`): that goes to the provider as it is.
 */
export function refuseLacking(
  provider: string,
  lacking: NonNullable<ProviderAdapter['unsupported']>,
  call: ProviderCall<'chat'>,
  asked: Asked,
): Asked {
  const lacked = lacking(call.operation, asked, call.deployment)
  const isAllowed = (path: string) => isDroppable(paramOf(path)) && (call.allowedParams ?? []).includes(paramOf(path))
  const refused = lacked.find((path) => !isAllowed(path))
  if (refused !== undefined) throw unsupported(provider, refused)
  return Object.fromEntries(lacked.map(paramOf).map((name) => [name, asked[name]]))
}
