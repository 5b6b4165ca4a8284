import { isJsonObject, type Json, type JsonObject } from '@turnout/core'

/** What Langfuse is to show as asked: the messages, or what the operation has instead. */
export function shownInput({ messages, tools, prompt, input, query, documents }: JsonObject): Json {
  if (messages !== undefined) return tools === undefined ? messages : { messages, tools }
  return prompt ?? input ?? { query: query ?? null, documents: documents ?? null }
}

/** And as answered; undefined of embeddings, whose numbers say nothing to anybody. */
export function shownOutput({ choices, results }: JsonObject): Json | undefined {
  if (!Array.isArray(choices)) return results
  const said = choices.filter(isJsonObject).map(({ message, text }) => message ?? text ?? null)
  return said.length === 1 ? said[0] : said
}
