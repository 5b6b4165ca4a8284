import { isJsonObject, type Json, type JsonObject } from '@turnout/core'

/**
 * Where a search grounds the answer (Gemini API, "Grounding with Google Search") → OpenAI's `url_citation`s. Google counts
 * bytes of the text, OpenAI characters.
 */
export function annotationsOf(grounding: JsonObject | null | undefined, text: string): readonly JsonObject[] {
  const sources = listOf(grounding?.['groundingChunks']).map((chunk) =>
    isJsonObject(chunk) ? chunk['web'] : undefined,
  )
  const bytes = Buffer.from(text)
  const charactersIn = (end: number): number => bytes.subarray(0, end).toString().length
  return listOf(grounding?.['groundingSupports'])
    .filter(isJsonObject)
    .flatMap(({ segment, groundingChunkIndices }) => {
      if (!isJsonObject(segment)) return []
      const start = Number(segment['startIndex'] ?? 0)
      const end = Number(segment['endIndex'] ?? 0)
      return listOf(groundingChunkIndices)
        .map((index) => sources[Number(index)])
        .filter(isJsonObject)
        .map(({ uri, title }) => ({
          type: 'url_citation',
          url_citation: {
            ...{ url: uri, title: title ?? '' },
            ...{ start_index: charactersIn(start), end_index: charactersIn(end) },
          },
        }))
    })
}

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : [])
