import { TurnoutError } from '@turnout/core'

/** A caller's own key or address would join the shared pool. */
export const refusedParams = ['api_key', 'api_base', 'base_url', 'user_config'] as const

/** Throws where a request, or a fallback of its own, brings what only the configuration may. */
export function refuseParams(body: Readonly<Record<string, unknown>>): void {
  for (const param of refusedParams)
    if (body[param] !== undefined)
      throw new TurnoutError('bad-request', `The parameter ${param} may not be set by a request.`, {
        code: 'parameter_not_allowed',
        param,
      })
}
