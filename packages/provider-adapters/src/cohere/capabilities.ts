/** What Cohere's chat cannot express; refused before the network, not dropped in silence. */
export const refused: readonly string[] = [
  ...['n', 'logit_bias', 'top_logprobs', 'prediction', 'web_search_options', 'audio', 'modalities'],
]
