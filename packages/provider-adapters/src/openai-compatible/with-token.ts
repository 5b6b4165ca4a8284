import {
  type Exchange,
  type OperationName,
  type ProviderCall,
  ProviderError,
  type TransportRequest,
} from '@turnout/core'
import type { TokenSource } from './token-source.ts'

type Open<O extends OperationName> = (call: ProviderCall<O>, request: TransportRequest) => Promise<Exchange<O>>

/** Sends a request with a token that had to be fetched; one that is refused is not used again. */
export async function withToken<O extends OperationName>(
  source: TokenSource,
  coming: ReturnType<TokenSource['tokenFor']>,
  call: ProviderCall<O>,
  request: TransportRequest,
  open: Open<O>,
): Promise<Exchange<O>> {
  const token = await coming
  if (!token) return open(call, request)
  const headers = [...request.headers, 'authorization', `Bearer ${token.reveal()}`]
  const { deployment } = call
  // As one of its secrets, it is kept out of what failures say.
  const own = { ...call, deployment: { ...deployment, secrets: { ...deployment.secrets, access_token: token } } }
  try {
    return await open(own, { ...request, headers })
  } catch (error) {
    if (ProviderError.is(error) && error.kind === 'authentication') source.refused(call, token)
    throw error
  }
}
