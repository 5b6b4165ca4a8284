import { type HttpClient, type Runtime, systemClock, systemId, systemRandom } from '@turnout/core'
import { http1Transport, undiciTransport } from '@turnout/provider-adapters/kit'

/** Real time, chance and network. */
export const systemRuntime = (client: HttpClient = 'http1'): Runtime => ({
  clock: systemClock,
  random: systemRandom,
  id: systemId,
  transport: client === 'undici' ? undiciTransport() : http1Transport(),
})
