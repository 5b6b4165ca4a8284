import { GoogleGenAI } from '@google/genai'
import OpenAI, { AzureOpenAI } from 'openai'
import { ofAmazon } from './amazon.test.ts'
import { ofAnthropic } from './anthropic.test.ts'
import { ofCohere } from './cohere.test.ts'
import { ofGoogle } from './google.test.ts'
import type { OfficialClient } from './official-client.test.ts'
import { ofOllama } from './ollama.test.ts'
import { ofOpenAI } from './openai.test.ts'

/** By the vendor whose client it is. */
export const officialClients: Readonly<Record<string, (base: string) => OfficialClient>> = {
  openai: (base) => ofOpenAI(new OpenAI({ baseURL: `${base}/v1`, apiKey: 'upstream-key', maxRetries: 0 })),
  azure: (endpoint) =>
    ofOpenAI(new AzureOpenAI({ endpoint, apiKey: 'upstream-key', apiVersion: '2024-10-21', maxRetries: 0 })),
  anthropic: ofAnthropic,
  gemini: (baseUrl) => ofGoogle(new GoogleGenAI({ apiKey: 'upstream-key', httpOptions: { baseUrl } })),
  vertex: (baseUrl) => ofGoogle(new GoogleGenAI({ vertexai: true, apiKey: 'upstream-key', httpOptions: { baseUrl } })),
  bedrock: ofAmazon,
  cohere: ofCohere,
  ollama: ofOllama,
}
