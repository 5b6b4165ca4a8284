/** A provider that `turnout init` can write down. */
export interface ProviderKind {
  readonly label: string
  readonly hint: string
  /** The group's name unless another is given. */
  readonly group: string
  readonly about: string
  /** `litellm_params`, a line each. */
  readonly params: readonly string[]
}

/** In the order in which they fall back to each other. */
export const providerKinds = {
  openai: {
    label: 'OpenAI',
    hint: 'OPENAI_API_KEY',
    group: 'gpt-4o-mini',
    about: 'OpenAI.',
    params: ['model: openai/gpt-4o-mini', 'api_key: os.environ/OPENAI_API_KEY'],
  },
  azure: {
    label: 'Azure OpenAI',
    hint: 'AZURE_API_BASE, AZURE_API_KEY',
    group: 'gpt-4o',
    about: 'Azure: after azure/ stands the name of your deployment there.',
    params: [
      'model: azure/gpt-4o',
      'api_base: os.environ/AZURE_API_BASE',
      'api_key: os.environ/AZURE_API_KEY',
      "api_version: '2024-10-21'",
    ],
  },
  anthropic: {
    label: 'Anthropic',
    hint: 'ANTHROPIC_API_KEY',
    group: 'claude-sonnet',
    about: 'Anthropic.',
    params: ['model: anthropic/claude-sonnet-4-5', 'api_key: os.environ/ANTHROPIC_API_KEY'],
  },
  compatible: {
    label: 'An OpenAI-compatible server',
    hint: 'vLLM, llama.cpp, … at HOSTED_VLLM_API_BASE',
    group: 'local',
    about: 'Any server that speaks like OpenAI: after hosted_vllm/ stands the name of a model that it serves.',
    params: ['model: hosted_vllm/my-model', 'api_base: os.environ/HOSTED_VLLM_API_BASE'],
  },
  simulated: {
    label: 'Simulated models',
    hint: 'to try it: no key, no network',
    group: 'demo',
    about: 'Simulated: no key, no network. With error_rate: 0.5 half of the attempts fail, and are tried again.',
    params: ['model: simulated/demo', 'simulated: { latency_ms: 50, tokens_per_second: 100, error_rate: 0 }'],
  },
} as const satisfies Readonly<Record<string, ProviderKind>>

export type ProviderName = keyof typeof providerKinds
