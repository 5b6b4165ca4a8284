import { nearest } from './nearest.ts'

/** LiteLLM's provider prefixes, and `simulated`. */
const prefixes: ReadonlySet<string> = new Set(
  `openai azure anthropic simulated gemini vertex_ai bedrock bedrock_mantle openrouter mistral groq deepseek xai cohere
  cohere_chat ollama ollama_chat hosted_vllm openai_like custom_openai lm_studio llamafile together_ai fireworks_ai
  perplexity azure_ai cerebras huggingface databricks nvidia_nim moonshot zai sambanova github watsonx replicate
  dashscope minimax deepinfra novita vercel_ai_gateway snowflake litellm_proxy
  voyage jina_ai triton ai21 ai21_chat aleph_alpha anyscale assemblyai azure_text baseten clarifai cloudflare codestral
  custom datarobot deepgram elevenlabs empower featherless_ai friendliai galadriel github_copilot hyperbolic infinity
  lambda_ai maritalk meta_llama nebius nlp_cloud nscale oci oobabooga palm petals predibase recraft sagemaker
  sagemaker_chat text-completion-codestral text-completion-openai topaz vertex_ai_beta vllm volcengine xinference`.split(
    /\s+/,
  ),
)

/** Bare model names → providers; the first match wins. */
const families: readonly (readonly [RegExp, string])[] = [
  [
    /^(gpt-|chatgpt-|o[1-9](-|$)|ft:gpt-|text-embedding-|text-davinci-|davinci|babbage|whisper-|tts-|dall-e-)/,
    'openai',
  ],
  [/^claude(-|$)/, 'anthropic'],
  [/^(gemini|gemma)-/, 'gemini'],
  [/^(command|c4ai|embed-(english|multilingual))/, 'cohere'],
  [/^(mistral|mixtral|codestral|ministral|pixtral|magistral|devstral)/, 'mistral'],
  [/^deepseek-/, 'deepseek'],
  [/^grok-/, 'xai'],
]

/** What stands before the first slash; empty where there is none. */
export const prefixOf = (name: string): string => name.slice(0, Math.max(0, name.indexOf('/')))

/** `openai/gpt-4` → gpt-4; undefined where no known provider stands in front. */
export const withoutProvider = (name: string, extra: readonly string[] = []): string | undefined => {
  const prefix = prefixOf(name)
  return prefixes.has(prefix) || extra.includes(prefix) ? name.slice(prefix.length + 1) : undefined
}

/** The provider that an unknown prefix was probably meant to be. */
export const similarPrefix = (prefix: string, extra: readonly string[] = []): string | undefined =>
  nearest(prefix, [...prefixes, ...extra])

export interface ResolvedModel {
  readonly provider: string
  /** As the provider knows it. */
  readonly model: string
}

/**
 * `azure/gpt-4` → azure, gpt-4; `gpt-4` → openai, gpt-4; undefined when the provider cannot be told. `given` is
 * `custom_llm_provider`, and wins; `extra` are providers that the application brings.
 */
export function resolveModel(
  name: string,
  given?: string | null,
  extra: readonly string[] = [],
): ResolvedModel | undefined {
  const slash = name.indexOf('/')
  const prefix = prefixOf(name)
  if (given) return { provider: given, model: prefix === given ? name.slice(slash + 1) : name }
  if (prefixes.has(prefix) || extra.includes(prefix)) return { provider: prefix, model: name.slice(slash + 1) }
  const family = slash === -1 ? families.find(([pattern]) => pattern.test(name)) : undefined
  return family && { provider: family[1], model: name }
}
