import type { RequestEnd } from '@turnout/core'
import { whoServed } from './access-line.ts'

interface Part {
  readonly provider: string
  readonly model: string
  readonly group: string
  readonly operation: string
  readonly stream: boolean
  readonly text: string
}

/** Longer names are nobody's, and not worth remembering. */
const longestModel = 200

/** What the lines of a deployment have in common is written once, where all went well at once. */
export class FrequentParts {
  readonly #parts = new Map<string, Part>()

  of(event: RequestEnd): string {
    const { model, group, operation, stream, attempts, fallbacks, failure, cache } = event
    if (attempts.length > 1 || fallbacks > 0 || failure) return whoServed(event)
    const [only] = attempts
    if (!only && cache?.status !== 'hit') return whoServed(event)
    const { deploymentId, provider } = only ?? { deploymentId: group, provider: '' }
    const known = this.#parts.get(deploymentId)
    const isSame = known?.model === model && known.group === group && known.provider === provider
    if (isSame && known.operation === operation && known.stream === stream) return known.text
    const text = whoServed(event)
    if (model.length > longestModel) return text
    this.#parts.set(deploymentId, { provider, model, group, operation, stream, text })
    return text
  }
}
