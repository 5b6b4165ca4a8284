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
  const beside: JsonObject[] = []
  const choices: (readonly [index: number, choice: JsonObject])[] = []
  for (const chunk of chunks.filter(isJsonObject)) {
    const { choices: some, ...rest } = chunk
    beside.push(rest)
    if (Array.isArray(some))
      choices.push(...some.filter(isJsonObject).map((choice) => [indexOf(choice), choice] as const))
  }
  const byIndex = Map.groupBy(choices, ([index]) => index)
  const voices = Array.from(byIndex, ([index, said]) =>
    voiceOf(
      index,
      said.map(([, choice]) => choice),
    ),
  ).filter((voice) => voice !== undefined)
  if (voices.length === 0 || voices.length < byIndex.size) return undefined
  // Padding, by which OpenAI and Mistral hide how long the pieces of a stream are.
  const { obfuscation: _, p: __, ...all } = merged(beside, lastWord)
  return { voices: voices.sort((a, b) => a.index - b.index), beside: all }
}

const indexOf = ({ index }: JsonObject): number => (typeof index === 'number' ? index : 0)
