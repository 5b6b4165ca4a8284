import type { NamedModel } from '../model-names.ts'
import { providerId } from '../provider-ids.ts'

interface Row {
  /** Ids of genai-prices. */
  readonly at: readonly string[]
  readonly model: RegExp
  readonly maxInput: number
}

const openai = ['openai', 'azure']
const claude = ['anthropic', 'aws', 'google', 'azure']

/** Where the packages' tables are wrong or silent. The first row that fits holds. */
const rows: readonly Row[] = [
  // OpenAI's model pages; genai-prices says 32000 for gpt-4-32k, gpt-tokenizer nothing for gpt-3.5-turbo-16k
  { at: openai, model: /^gpt-4(?:-0314|-0613)?$/, maxInput: 8192 },
  { at: openai, model: /^gpt-4-32k(?:-0314|-0613)?$/, maxInput: 32_768 },
  { at: openai, model: /^gpt-3\.?5-turbo(?:-1106|-0125|-16k|-16k-0613)?$/, maxInput: 16_385 },
  // Anthropic: Claude 2.1 doubled Claude 2's window; genai-prices has one entry for both, with 2.1's
  { at: claude, model: /claude-(?:2\.1|v2:1)/, maxInput: 200_000 },
  { at: claude, model: /claude-v?2(?:\.0|:0)?$/, maxInput: 100_000 },
  // genai-prices names no window where the price has tiers; it does for the same models at OpenRouter
  { at: ['google'], model: /^gemini-2\.5-pro$/, maxInput: 1_048_576 },
  { at: ['google'], model: /^gemini-3\.1-pro-preview$/, maxInput: 1_048_576 },
  // the same
  { at: ['cohere'], model: /^command-(?:r|r-plus)-08-2024$/, maxInput: 128_000 },
  { at: ['cohere'], model: /^command-r7b-12-2024$/, maxInput: 128_000 },
  { at: ['cohere'], model: /^command-a(?:-03-2025)?$/, maxInput: 256_000 },
  // the name says it
  { at: ['groq'], model: /-8192$/, maxInput: 8192 },
  { at: ['groq'], model: /-32768$/, maxInput: 32_768 },
]

/** The longest prompt in tokens, from our own short table. */
export const reviewedWindow = ({ provider, model }: NamedModel): number | undefined => {
  const id = providerId(provider) ?? ''
  return rows.find((row) => row.at.includes(id) && row.model.test(model))?.maxInput
}
