import type { Deployment, OperationName, ProviderAdapter } from '@turnout/core'
import type { Ask } from './ask.ts'
import type { Engine } from './engine.ts'

/** A deployment as one request means it: with `*` in its model filled, and with the answer that the request brings. */
export function targetOf(engine: Engine, ask: Ask<OperationName>, given: Deployment): Deployment {
  const named = ask.wildcard && given.model.includes('*') ? engine.filled(given, ask.wildcard) : given
  return ask.mockResponse === undefined ? named : { ...named, mockResponse: ask.mockResponse }
}

/** The adapter that a deployment is asked by; a promise while it is being loaded. */
export const adapterOf = (
  engine: Engine,
  deployment: Deployment,
): ProviderAdapter | undefined | Promise<ProviderAdapter | undefined> => engine.provider(adapterNameOf(deployment))

export const adapterNameOf = ({ provider, mockResponse }: Deployment): string =>
  mockResponse === undefined ? provider : 'mock'
