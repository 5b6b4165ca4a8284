import { isJsonObject, type JsonObject } from '@turnout/core'
import { lastWord } from './last-word.ts'
import { merged } from './merged.ts'
import { type Voice, voiceOf } from './voice.ts'

/** What a stream said, sorted by what it is about. */
export interface Spoken {
  /** In the order of their indexes; at least one. */
  readonly voices: readonly Voice[]
  /** What stood beside the choices. */
  readonly beside: JsonObject
}

/** A stream's chunks, sorted; undefined where they make no whole. */
export function spokenIn(chunks: readonly unknown[]): Spoken | undefined {
  const said = chunks.filter(isJsonObject)
  const choices = said.flatMap((chunk) =>
    Array.isArray(chunk['choices']) ? chunk['choices'].filter(isJsonObject) : [],
  )
  const byIndex = Map.groupBy(choices, ({ index }) => (typeof index === 'number' ? index : 0))
  const voices = Array.from(byIndex, ([index, own]) => voiceOf(index, own)).filter((voice) => voice !== undefined)
  if (voices.length === 0 || voices.length < byIndex.size) return undefined
  return { voices: voices.sort((a, b) => a.index - b.index), beside: merged(said, lastWord, ofTheStream) }
}

/** Members that are told elsewhere, or of a stream alone: OpenAI and Mistral hide by padding how long its pieces are. */
const ofTheStream = new Set(['choices', 'object', 'usage', 'obfuscation', 'p'])
