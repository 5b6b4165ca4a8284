import type { Vendor } from './adapter.ts'

/** Servers that speak OpenAI's wire format, by LiteLLM's provider prefix. A quirk is data here, not code elsewhere. */
export const vendors: Readonly<Record<string, Vendor>> = Object.fromEntries(
  (
    [
      { name: 'openai_like' },
      { name: 'custom_openai' },
      { name: 'hosted_vllm' },
      { name: 'lm_studio', defaultBase: 'http://localhost:1234/v1' },
      { name: 'llamafile', defaultBase: 'http://localhost:8080/v1' },
      { name: 'openrouter', defaultBase: 'https://openrouter.ai/api/v1' },
      { name: 'groq', defaultBase: 'https://api.groq.com/openai/v1' },
      { name: 'deepseek', defaultBase: 'https://api.deepseek.com' },
      { name: 'mistral', defaultBase: 'https://api.mistral.ai/v1', streamUsage: false },
      { name: 'xai', defaultBase: 'https://api.x.ai/v1' },
      { name: 'together_ai', defaultBase: 'https://api.together.xyz/v1' },
      { name: 'fireworks_ai', defaultBase: 'https://api.fireworks.ai/inference/v1' },
      { name: 'cerebras', defaultBase: 'https://api.cerebras.ai/v1' },
      { name: 'perplexity', defaultBase: 'https://api.perplexity.ai', streamUsage: false },
    ] satisfies Vendor[]
  ).map((vendor) => [vendor.name, vendor]),
)
