import type { JsonObject } from '@turnout/core'

/** Where a text was taken from, as Anthropic says it, with the part of the answer that it is about. */
export type Citation = JsonObject & { readonly start_index: number; readonly end_index: number }

/** Citations of the text from `start` to `end` of the answer ("Citations"). */
export const placedCitations = (citations: readonly JsonObject[], start: number, end: number): readonly Citation[] =>
  citations.map((citation) => ({ ...citation, start_index: start, end_index: end }))

/** Those that OpenAI has a word for: pages of the web, each once (OpenAI API reference, `message.annotations`). */
export function annotationsOf(citations: readonly Citation[]): readonly JsonObject[] {
  const pages = new Map<string, JsonObject>()
  for (const { url, title, start_index, end_index } of citations) {
    if (typeof url !== 'string') continue
    const url_citation = { url, title: title ?? '', start_index, end_index }
    pages.set(`${start_index} ${url}`, { type: 'url_citation', url_citation })
  }
  return [...pages.values()]
}
