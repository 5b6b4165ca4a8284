import { missingHalf } from '../pricing.ts'
import type { Problem } from '../problem.ts'
import type { ConfigFile } from '../schema/config-file.ts'

/** Modes whose answers have no tokens to pay for. */
const withoutOutput = ['embedding', 'rerank', 'moderation', 'image_generation', 'audio_transcription', 'audio_speech']

/** A price of which one half is not given: it counts as 0, and perhaps it is not. */
export function checkHalfPrices({ model_list }: ConfigFile): readonly Problem[] {
  return (model_list ?? []).flatMap((entry, index): readonly Problem[] => {
    const half = missingHalf(entry)
    if (half === undefined) return []
    if (half === 'output_cost_per_token' && withoutOutput.includes(entry.model_info?.mode ?? '')) return []
    const message = `has a price without ${half}, which counts as 0.`
    return [{ level: 'warning', code: 'half-price', message, path: ['model_list', index] }]
  })
}
