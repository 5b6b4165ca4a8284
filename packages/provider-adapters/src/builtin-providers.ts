import type { ProviderAdapter } from '@turnout/core'

const own: Readonly<Record<string, () => Promise<ProviderAdapter>>> = {
  openai: async () => (await import('./openai/index.ts')).openai(),
  azure: async () => (await import('./azure/index.ts')).azure(),
  anthropic: async () => (await import('./anthropic/index.ts')).anthropic(),
  simulated: async () => (await import('./simulated/index.ts')).simulated(),
}

/** The adapter of a provider's name, loaded when first asked for; undefined for a name nobody knows. */
export async function loadProvider(name: string): Promise<ProviderAdapter | undefined> {
  const load = Object.hasOwn(own, name) ? own[name] : undefined
  if (load) return load()
  const { openaiCompatible, vendors } = await import('./openai-compatible/index.ts')
  const vendor = Object.hasOwn(vendors, name) ? vendors[name] : undefined
  return vendor && openaiCompatible(vendor)
}
