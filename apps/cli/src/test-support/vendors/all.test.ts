import { anthropic } from './anthropic.test.ts'
import { bedrock } from './bedrock.test.ts'
import { cohere } from './cohere.test.ts'
import { gemini, vertex } from './gemini.test.ts'
import { ollama } from './ollama.test.ts'
import { azure, openai } from './openai.test.ts'
import type { Vendor } from './vendor.test.ts'

/** Every wire format that there is an adapter for. */
export const vendors: readonly Vendor[] = [openai, azure, anthropic, gemini, vertex, bedrock, cohere, ollama]
