import type { Sampling } from '../kit/asked.ts'
import { unsupported } from '../kit/unsupported.ts'
import type { ClaudeModel } from './models.ts'

/** What some models take, and others refuse, or refuse together. */
export const samplingParams = ['temperature', 'top_p', 'top_k'] as const

/**
 * Temperature, top_p and top_k as the model takes them. What says no more than the usual (1) is left out where it would be
 * refused. `thinks`: a thinking model samples in its own way.
 */
export function samplingBody(
  { temperature, topP, topK }: Sampling,
  { sampling }: ClaudeModel,
  thinks: boolean,
  provider: string,
): Partial<Said> {
  const said = {
    temperature: temperature === undefined ? undefined : Math.min(1, temperature),
    top_p: topP,
    top_k: topK,
  }
  if (sampling !== 'neither' && !thinks) return sampling === 'one' ? oneOf(said, provider) : said
  const why = thinks ? 'together with reasoning' : 'with this model'
  const least = thinks && sampling !== 'neither' ? 0.95 : 1
  if ((said.temperature ?? 1) !== 1) throw unsupported(provider, 'temperature', `temperature ${why}`)
  if ((topP ?? 1) < least) throw unsupported(provider, 'top_p', `top_p ${why}`)
  if (topK !== undefined) throw unsupported(provider, 'top_k', `top_k ${why}`)
  return topP === undefined || topP === 1 ? {} : { top_p: topP }
}

interface Said {
  readonly temperature: number | undefined
  readonly top_p: number | undefined
  readonly top_k: number | undefined
}

function oneOf(said: Said, provider: string): Said {
  const { temperature, top_p } = said
  if (temperature === undefined || top_p === undefined) return said
  if (top_p === 1) return { ...said, top_p: undefined }
  if (temperature === 1) return { ...said, temperature: undefined }
  throw unsupported(provider, 'top_p', 'top_p together with temperature')
}
