import type { LoadSheddingSettings } from '@turnout/core'
import type { GeneralSettings } from './schema/settings.ts'
import { spanMs } from './timer.ts'

const usual = { max_lag: 0.2, max_memory: 0.9 }

/** There is unless it is `false`. */
export function loadSheddingOf({ load_shedding: given }: GeneralSettings): LoadSheddingSettings | undefined {
  if (given === false) return undefined
  const { max_lag, max_memory } = typeof given === 'object' && given !== null ? given : {}
  return { maxLagMs: spanMs(max_lag ?? usual.max_lag), maxMemory: max_memory ?? usual.max_memory }
}
