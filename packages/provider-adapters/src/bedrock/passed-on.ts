import { type ChatRequest, type Deployment, isJsonObject } from '@turnout/core'
import { converseMember } from './converse-member.ts'

/** Converse's own members that pass on as they are. */
const members = ['performanceConfig', 'additionalModelResponseFieldPaths'] as const

/** What Bedrock takes as a value in `requestMetadata`, and as a key. */
const fits = /^[a-zA-Z0-9\s:_@$#=/+,.-]{1,256}$/
const mostEntries = 16

/** OpenAI's words for `serviceTier`; `auto` is what Bedrock does unasked. */
const tiers = new Set(['default', 'flex', 'priority', 'reserved'])

/**
 * What is neither message nor model: guardrail, tier, metadata (Bedrock API reference, "Converse"). A guardrail that the
 * deployment states is not the caller's to change.
 */
export function passedOn({ settings }: Deployment, asked: ChatRequest): object {
  const guardrailConfig = converseMember(settings, 'guardrailConfig') ?? converseMember(asked, 'guardrailConfig')
  const { service_tier: tier } = asked
  const serviceTier = asked['serviceTier'] ?? (tiers.has(String(tier)) ? { type: tier } : undefined)
  return {
    ...Object.fromEntries(members.map((name) => [name, converseMember(asked, name)])),
    ...{ guardrailConfig, serviceTier, requestMetadata: metadata(asked) },
  }
}

/** `metadata` and `user`, as far as they fit; what does not is for the router, not for Bedrock. */
function metadata(asked: ChatRequest): object | undefined {
  const own = converseMember(asked, 'requestMetadata')
  if (isJsonObject(own)) return own
  const said: readonly (readonly [key: string, value: unknown])[] = [
    ...(isJsonObject(asked['metadata']) ? Object.entries(asked['metadata']) : []),
    ['user', asked.user],
  ]
  const fitting = said.filter(([key, value]) => fits.test(key) && typeof value === 'string' && fits.test(value))
  return fitting.length > 0 ? Object.fromEntries(fitting.slice(0, mostEntries)) : undefined
}
