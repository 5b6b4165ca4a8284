import type { ProviderAdapter } from '@turnout/core'
import { vendors } from './openai-compatible/vendors.ts'

const own: Readonly<Record<string, () => Promise<ProviderAdapter>>> = {
  openai: async () => (await import('./openai/index.ts')).openai(),
  azure: async () => (await import('./azure/index.ts')).azure(),
  anthropic: async () => (await import('./anthropic/index.ts')).anthropic(),
  cohere: async () => (await import('./cohere/index.ts')).cohere(),
  cohere_chat: async () => (await import('./cohere/index.ts')).cohere('cohere_chat'),
  ollama: async () => (await import('./ollama/index.ts')).ollama(),
  ollama_chat: async () => (await import('./ollama/index.ts')).ollama('ollama_chat'),
  gemini: async () => (await import('./gemini/index.ts')).gemini(),
  vertex_ai: async () => (await import('./vertex/index.ts')).vertexAi(),
  bedrock: async () => (await import('./bedrock/index.ts')).bedrock(),
  mock: async () => (await import('./mock/index.ts')).mock(),
  simulated: async () => (await import('./simulated/index.ts')).simulated(),
}

/** The providers that `loadProvider` knows. */
export const providerNames: readonly string[] = [...Object.keys(own), ...Object.keys(vendors)]

/** The adapter of a provider's name, loaded when first asked for; undefined for a name nobody knows. */
export async function loadProvider(name: string): Promise<ProviderAdapter | undefined> {
  const load = Object.hasOwn(own, name) ? own[name] : undefined
  if (load) return load()
  const vendor = Object.hasOwn(vendors, name) ? vendors[name] : undefined
  return vendor && (await import('./openai-compatible/index.ts')).openaiCompatible(vendor)
}
