import * as z from 'zod'
import { jsonObject } from '../kit/json-object.ts'

const callSchema = z.object({
  id: z.string().nullish(),
  name: z.string().nullish(),
  args: jsonObject.nullish(),
  partialArgs: z.array(jsonObject).nullish(),
  willContinue: z.boolean().nullish(),
})

const partSchema = z.looseObject({
  text: z.string().nullish(),
  thought: z.boolean().nullish(),
  thoughtSignature: z.string().nullish(),
  functionCall: callSchema.nullish(),
  inlineData: z.object({ mimeType: z.string().nullish(), data: z.string() }).nullish(),
  executableCode: jsonObject.nullish(),
  codeExecutionResult: jsonObject.nullish(),
})

const candidateSchema = z.object({
  index: z.number().nullish(),
  content: z.object({ parts: z.array(partSchema).nullish() }).nullish(),
  finishReason: z.string().nullish(),
  finishMessage: z.string().nullish(),
  logprobsResult: jsonObject.nullish(),
  groundingMetadata: jsonObject.nullish(),
  citationMetadata: jsonObject.nullish(),
  urlContextMetadata: jsonObject.nullish(),
})

const tokens = z.number().nullish()
const modality = z.array(z.object({ modality: z.string(), tokenCount: tokens })).nullish()

const usageSchema = z.object({
  promptTokenCount: tokens,
  toolUsePromptTokenCount: tokens,
  cachedContentTokenCount: tokens,
  candidatesTokenCount: tokens,
  thoughtsTokenCount: tokens,
  promptTokensDetails: modality,
  candidatesTokensDetails: modality,
})

/** An answer, or a stretch of one (Gemini API reference, "GenerateContentResponse"), as far as it matters here. */
export const responseSchema = z
  .object({
    candidates: z.array(candidateSchema).nullish(),
    promptFeedback: z.object({ blockReason: z.string().nullish(), blockReasonMessage: z.string().nullish() }).nullish(),
    usageMetadata: usageSchema.nullish(),
    modelVersion: z.string().nullish(),
    responseId: z.string().nullish(),
  })
  .refine(({ candidates, promptFeedback, usageMetadata }) => candidates || promptFeedback || usageMetadata)

export type GeminiResponse = z.output<typeof responseSchema>
export type Candidate = z.output<typeof candidateSchema>
export type CandidatePart = z.output<typeof partSchema>
export type FunctionCall = z.output<typeof callSchema>
export type GeminiUsage = z.output<typeof usageSchema>
