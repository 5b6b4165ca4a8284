/** Providers as configurations call them (LiteLLM's prefixes) → ids of genai-prices. */
const ids: Readonly<Record<string, string>> = {
  openai: 'openai',
  'text-completion-openai': 'openai',
  azure: 'azure',
  azure_ai: 'azure',
  azure_text: 'azure',
  anthropic: 'anthropic',
  gemini: 'google',
  vertex: 'google',
  vertex_ai: 'google',
  vertex_ai_beta: 'google',
  bedrock: 'aws',
  bedrock_converse: 'aws',
  bedrock_mantle: 'aws',
  openrouter: 'openrouter',
  mistral: 'mistral',
  codestral: 'mistral',
  groq: 'groq',
  deepseek: 'deepseek',
  xai: 'x-ai',
  cohere: 'cohere',
  cohere_chat: 'cohere',
  together_ai: 'together',
  fireworks_ai: 'fireworks',
  perplexity: 'perplexity',
  cerebras: 'cerebras',
  cloudflare: 'cloudflare',
  baseten: 'baseten',
  moonshot: 'moonshotai',
  minimax: 'minimax',
  novita: 'novita',
  voyage: 'voyageai',
  zai: 'zai',
}

/**
 * The id of genai-prices for a provider. By this list and not by the package's own patterns, which take `openai_like` for
 * OpenAI. Undefined: nobody's list price holds there (one's own server, a simulation).
 */
export const providerId = (provider: string): string | undefined =>
  Object.hasOwn(ids, provider) ? ids[provider] : undefined
