import { type Runtime, systemClock, systemId, systemRandom } from '@turnout/core'
import { undiciTransport } from '@turnout/provider-adapters/kit'

/** Real time, chance and network. */
export const systemRuntime = (): Runtime => ({
  clock: systemClock,
  random: systemRandom,
  id: systemId,
  transport: undiciTransport(),
})
