import type { ProviderAdapter } from '@turnout/core'
import { openaiCompatible } from '../openai-compatible/adapter.ts'
import { openaiRequest } from './openai-request.ts'

/** OpenAI itself; `api_base` points it at anything that behaves the same. */
export const openai = (): ProviderAdapter =>
  openaiCompatible({ name: 'openai', defaultBase: 'https://api.openai.com/v1', request: openaiRequest })
