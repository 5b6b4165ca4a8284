import type { Environment } from './environment.ts'

interface Variables {
  readonly key: readonly string[]
  readonly base?: readonly string[]
  readonly version?: readonly string[]
}

/** Where each provider's own tools look for credentials; the first that is set counts. */
const variables: Readonly<Record<string, Variables>> = {
  openai: { key: ['OPENAI_API_KEY'], base: ['OPENAI_BASE_URL', 'OPENAI_API_BASE'] },
  azure: { key: ['AZURE_API_KEY'], base: ['AZURE_API_BASE'], version: ['AZURE_API_VERSION'] },
  anthropic: { key: ['ANTHROPIC_API_KEY'], base: ['ANTHROPIC_BASE_URL', 'ANTHROPIC_API_BASE'] },
  openrouter: { key: ['OPENROUTER_API_KEY'] },
  groq: { key: ['GROQ_API_KEY'] },
  deepseek: { key: ['DEEPSEEK_API_KEY'] },
  mistral: { key: ['MISTRAL_API_KEY'] },
  xai: { key: ['XAI_API_KEY'] },
  together_ai: { key: ['TOGETHER_API_KEY', 'TOGETHER_AI_API_KEY', 'TOGETHERAI_API_KEY', 'TOGETHER_AI_TOKEN'] },
  fireworks_ai: { key: ['FIREWORKS_API_KEY', 'FIREWORKS_AI_API_KEY', 'FIREWORKSAI_API_KEY', 'FIREWORKS_AI_TOKEN'] },
  cerebras: { key: ['CEREBRAS_API_KEY'] },
  perplexity: { key: ['PERPLEXITYAI_API_KEY', 'PERPLEXITY_API_KEY'] },
  hosted_vllm: { key: ['HOSTED_VLLM_API_KEY'], base: ['HOSTED_VLLM_API_BASE'] },
  lm_studio: { key: ['LM_STUDIO_API_KEY'], base: ['LM_STUDIO_API_BASE'] },
}

export interface ProviderDefaults {
  readonly apiKey?: string
  readonly apiBase?: string
  readonly apiVersion?: string
}

/** What the environment says of a provider where a deployment says nothing. */
export function providerDefaults(provider: string, environment: Environment): ProviderDefaults {
  const names = Object.hasOwn(variables, provider) ? variables[provider] : undefined
  const first = (list: readonly string[] = []) => list.map((name) => environment[name]).find((value) => value)
  const [apiKey, apiBase, apiVersion] = [first(names?.key), first(names?.base), first(names?.version)]
  return { ...(apiKey ? { apiKey } : {}), ...(apiBase ? { apiBase } : {}), ...(apiVersion ? { apiVersion } : {}) }
}

/** The variable that a provider's key is usually in; undefined for providers that need none. */
export const usualKeyVariable = (provider: string): string | undefined =>
  Object.hasOwn(variables, provider) && !variables[provider]?.base?.[0]?.match(/VLLM|LM_STUDIO/)
    ? variables[provider]?.key[0]
    : undefined
