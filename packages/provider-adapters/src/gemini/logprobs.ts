import { isJsonObject, type Json, type JsonObject } from '@turnout/core'

/** `logprobsResult` → OpenAI's `logprobs` of a choice (Gemini API reference, "LogprobsResult"). */
export function openaiLogprobs(result: JsonObject | null | undefined): JsonObject | undefined {
  const chosen = objectsIn(result?.['chosenCandidates'])
  const top = objectsIn(result?.['topCandidates'])
  if (chosen.length === 0) return undefined
  const content = chosen.map((token, i) => ({
    ...tokenOf(token),
    top_logprobs: objectsIn(top[i]?.['candidates']).map(tokenOf),
  }))
  return { content, refusal: null }
}

const objectsIn = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : []

function tokenOf({ token, logProbability }: JsonObject) {
  const text = typeof token === 'string' ? token : ''
  return {
    token: text,
    logprob: typeof logProbability === 'number' ? logProbability : 0,
    bytes: [...Buffer.from(text)],
  }
}
