/** What Converse has no words for, whatever the model. */
export const inexpressible: readonly string[] = [
  ...['n', 'seed', 'frequency_penalty', 'presence_penalty', 'logit_bias', 'logprobs', 'top_logprobs'],
  ...['prediction', 'audio', 'modalities', 'web_search_options'],
]
