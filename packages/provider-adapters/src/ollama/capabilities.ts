/** What Ollama's own interface cannot express; refused before the network, not dropped in silence. */
export const refused: readonly string[] = [
  ...['n', 'logit_bias', 'prediction', 'web_search_options', 'audio', 'modalities'],
]
