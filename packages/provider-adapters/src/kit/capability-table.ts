import type { CapabilityRow } from './capabilities.ts'

/** OpenAI's models of before they could see, and of before structured outputs ("Models" and "Structured model outputs"). */
const openaiModels: readonly CapabilityRow[] = [
  { models: /^gpt-3\.5-/, lacks: ['images', 'files', 'audio', 'audio_output', 'json_schema', 'prediction'] },
  {
    models: /^gpt-4(-0314|-0613|-32k.*)?$/,
    lacks: ['images', 'files', 'audio', 'audio_output', 'json_object', 'json_schema', 'prediction'],
  },
  { models: /^gpt-4-(turbo|1106|0125)/, lacks: ['files', 'audio', 'audio_output', 'json_schema', 'prediction'] },
  // "Reasoning models": they alone take an effort, and refuse what would steer their sampling.
  { models: /^gpt-(3\.5|4)/, lacks: ['reasoning'] },
  {
    models: /^o[134](-mini|-pro|-preview)?(-\d{4}-\d\d-\d\d)?$/,
    lacks: [
      'temperature',
      'top_p',
      'penalties',
      'logprobs',
      'logit_bias',
      'parallel_tool_calls',
      'prediction',
      'audio',
    ],
  },
  {
    models: /^gpt-5(-mini|-nano)?(-\d{4}-\d\d-\d\d)?$/,
    lacks: ['temperature', 'top_p', 'penalties', 'logprobs', 'logit_bias', 'prediction', 'audio'],
  },
  { models: /^(o3|o4-mini|gpt-5(-mini|-nano)?)(-\d{4}-\d\d-\d\d)?$/, lacks: ['stop'] },
]

/** What neither Cohere API ("Chat" and "Embed", version 2) nor Ollama API ("Generate a chat completion") has words for. */
const cohereAndOllama: readonly CapabilityRow[] = [
  {
    lacks: [
      ...(['n', 'logit_bias', 'parallel_tool_calls', 'prediction', 'web_search'] as const),
      ...(['files', 'audio', 'audio_output', 'token_input'] as const),
    ],
  },
]

/** Messages API, "Create a Message"; "Models overview": the newest models sample in their own way. */
const claudeModels: readonly CapabilityRow[] = [
  { lacks: ['seed', 'n', 'penalties', 'logit_bias', 'logprobs', 'prediction', 'audio_output', 'audio'] },
  { models: /^claude-(fable|mythos|(opus|sonnet|haiku)-[5-9]|opus-4-[789])/, lacks: ['temperature', 'top_p'] },
  { models: /^claude-(2|instant|3-(opus|sonnet|haiku)|3-5)/, lacks: ['reasoning'] },
  {
    models: /^claude-(2|instant)/,
    lacks: [
      'tools',
      'tool_choice',
      'parallel_tool_calls',
      'json_object',
      'json_schema',
      'web_search',
      'images',
      'files',
    ],
  },
]

/** Neither surface of Gemini has these; the first that thinks is 2.5 (Gemini API, "Gemini thinking"). */
const geminiLacks = ['logit_bias', 'prediction', 'parallel_tool_calls', 'token_input'] as const
const unthinking = /^gemini-(1|2\.0)/

/**
 * What is lacking, by provider. Only what is sure to fail or to be lost stands here: what a provider might have learned
 * meanwhile is its own to refuse.
 */
export const capabilityTable: Readonly<Record<string, readonly CapabilityRow[]>> = {
  openai: openaiModels,
  azure: openaiModels,
  anthropic: claudeModels,
  gemini: [{ lacks: geminiLacks }, { models: unthinking, lacks: ['reasoning'] }],
  // Open models, which are served there too, may have anything.
  vertex_ai: [
    { models: /^(gemini|text-)/, lacks: geminiLacks },
    { models: unthinking, lacks: ['reasoning'] },
    ...claudeModels.map((row) => ({ models: /^claude/, ...row })),
  ],
  cohere: cohereAndOllama,
  cohere_chat: cohereAndOllama,
  ollama: cohereAndOllama,
  ollama_chat: cohereAndOllama,
  // Bedrock API reference, "Converse": it has no words for these, whatever the model; what else models lack, the adapter knows.
  bedrock: [
    {
      lacks: [
        ...(['n', 'seed', 'penalties', 'logit_bias', 'logprobs', 'prediction', 'audio_output', 'web_search'] as const),
        'token_input',
      ],
    },
  ],
  // Groq, "OpenAI Compatibility": what is not supported.
  groq: [{ lacks: ['n', 'logit_bias', 'logprobs'] }],
  // DeepSeek API, "Create Chat Completion" and "JSON Output"; an image part is refused as an unknown variant.
  deepseek: [{ lacks: ['images', 'files', 'audio', 'audio_output', 'json_schema', 'n', 'logit_bias'] }],
  // Mistral API, "Chat Completion": fields that it does not have are refused with a 422.
  mistral: [{ lacks: ['logit_bias', 'logprobs', 'audio_output', 'web_search'] }],
  // xAI API, "Chat completions" and "Reasoning".
  xai: [
    { lacks: ['logit_bias'] },
    { models: /^grok-(3-mini|4)/, lacks: ['stop', 'penalties'] },
    { models: /^grok-4(-\d{4}|-latest)?$/, lacks: ['reasoning'] },
  ],
  // Perplexity API, "Chat Completions": no tools.
  perplexity: [
    { lacks: ['tools', 'tool_choice', 'parallel_tool_calls', 'n', 'seed', 'logit_bias', 'logprobs', 'prediction'] },
  ],
  // Cerebras Inference, "OpenAI Compatibility": these answer 400.
  cerebras: [{ lacks: ['penalties', 'logit_bias'] }],
}
