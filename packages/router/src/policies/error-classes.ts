import { type CountsByError, errorTable, type ProviderError } from '@turnout/core'

/** The number that a policy has for a failure: that of its own LiteLLM class, else of a class that one belongs to. */
export function countFor(policy: CountsByError, failure: ProviderError): number | undefined {
  for (const name of classesOf(failure)) if (Object.hasOwn(policy, name)) return policy[name]
  return undefined
}

/**
 * LiteLLM's classes of a failure, the most specific first (LiteLLM, "Exception Mapping"). Failures whose class depends on
 * the status have more than one kind here.
 */
function classesOf({ kind, upstreamStatus, status }: ProviderError): readonly string[] {
  const { className } = errorTable[kind]
  if (kind === 'unsupported-params' || kind === 'context-window' || kind === 'content-policy')
    return [className, 'BadRequestError']
  if (kind === 'bad-request') return byStatus[status ?? upstreamStatus ?? 400] ?? [className]
  if (kind === 'authentication' && upstreamStatus === 403) return ['PermissionDeniedError']
  if (kind === 'unavailable' && upstreamStatus === 502) return ['BadGatewayError']
  return [className]
}

const byStatus: Readonly<Record<number, readonly string[]>> = {
  409: ['APIError'],
  413: ['APIError'],
  422: ['UnprocessableEntityError', 'BadRequestError'],
}
