/**
 * What a request may ask of a model that not every model has. What hardly changes an answer (`user`, `metadata`, `store`,
 * `stream_options`, …) is none: a provider that does not know it gets the request without it.
 */
export type Feature =
  | 'temperature'
  | 'top_p'
  | 'stop'
  | 'seed'
  | 'n'
  | 'penalties'
  | 'logit_bias'
  | 'logprobs'
  | 'tools'
  | 'tool_choice'
  | 'parallel_tool_calls'
  | 'json_object'
  | 'json_schema'
  | 'reasoning'
  | 'web_search'
  | 'prediction'
  | 'audio_output'
  | 'images'
  | 'files'
  | 'audio'
  | 'dimensions'
  | 'token_input'
  | 'suffix'
  | 'echo'
  | 'best_of'

/** How configurations speak of a feature. */
export interface FeatureRow {
  /** The request parameters that ask for it, as `supported_openai_params` lists them; none where it is in the messages. */
  readonly params: readonly string[]
  /** The `model_info` key that says whether a model has it, where LiteLLM has one. */
  readonly info?: string
}

/** LiteLLM's names ("Model Info", `model_prices_and_context_window.json`), feature by feature. */
export const features: Readonly<Record<Feature, FeatureRow>> = {
  temperature: { params: ['temperature'] },
  top_p: { params: ['top_p'] },
  stop: { params: ['stop'] },
  seed: { params: ['seed'] },
  n: { params: ['n'] },
  penalties: { params: ['frequency_penalty', 'presence_penalty'] },
  logit_bias: { params: ['logit_bias'] },
  logprobs: { params: ['logprobs', 'top_logprobs'] },
  tools: { params: ['tools', 'functions'], info: 'supports_function_calling' },
  tool_choice: { params: ['tool_choice', 'function_call'], info: 'supports_tool_choice' },
  parallel_tool_calls: { params: ['parallel_tool_calls'], info: 'supports_parallel_function_calling' },
  json_object: { params: ['response_format'] },
  json_schema: { params: ['response_format'], info: 'supports_response_schema' },
  reasoning: { params: ['reasoning_effort', 'thinking'], info: 'supports_reasoning' },
  web_search: { params: ['web_search_options'], info: 'supports_web_search' },
  prediction: { params: ['prediction'] },
  audio_output: { params: ['audio', 'modalities'], info: 'supports_audio_output' },
  images: { params: [], info: 'supports_vision' },
  files: { params: [], info: 'supports_pdf_input' },
  audio: { params: [], info: 'supports_audio_input' },
  dimensions: { params: ['dimensions'] },
  token_input: { params: [] },
  suffix: { params: ['suffix'] },
  echo: { params: ['echo'] },
  best_of: { params: ['best_of'] },
}

export const featureNames = Object.keys(features) as readonly Feature[]
