import { foreignFields } from '../openai-compatible/request/foreign-fields.ts'
import { maxCompletionTokens } from '../openai-compatible/request/max-tokens.ts'
import type { Rewrite } from '../openai-compatible/request/rewrite.ts'
import { idsOfFortyLetters } from '../openai-compatible/request/tool-call-ids.ts'

/** What OpenAI's models want of a chat request, wherever they run. */
export const openaiRequest: readonly Rewrite[] = [maxCompletionTokens, foreignFields(), idsOfFortyLetters]
