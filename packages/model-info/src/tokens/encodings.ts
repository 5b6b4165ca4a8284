/** OpenAI's vocabularies of today. */
export type EncodingName = 'o200k_base' | 'cl100k_base'

export interface ModelEncoding {
  readonly name: EncodingName
  /** The model's own; otherwise it only comes near. */
  readonly own: boolean
}

/** Counts the tokens of a text. */
export type CountText = (text: string) => number

const o200k = /^(?:gpt-4o|gpt-4\.[1-9]|gpt-[5-9]|gpt-oss-|chatgpt-|chat-latest|codex-mini|o[1-9](?:-|$))/
const cl100k = /^(?:gpt-4(?:-|$)|gpt-3\.?5|text-embedding-(?:3-|ada-002)|(?:davinci|babbage)-002)/

/** By the model's name, with or without a provider before it or `ft:`; what is not OpenAI's is counted as o200k. */
export const encodingOf = (model: string): ModelEncoding => {
  const name = model.replace(/^.*\//, '').replace(/^ft:/, '')
  if (cl100k.test(name)) return { name: 'cl100k_base', own: true }
  return { name: 'o200k_base', own: o200k.test(name) }
}

const modules = {
  o200k_base: () => import('gpt-tokenizer/encoding/o200k_base'),
  cl100k_base: () => import('gpt-tokenizer/encoding/cl100k_base'),
}

/** Loads a vocabulary: o200k takes some 130 ms and 75 MB, cl100k half of it. `<|endoftext|>` in a text is text. */
export const importEncoding = async (name: EncodingName): Promise<CountText> => {
  const { countTokens, setMergeCacheSize } = await modules[name]()
  // its cache keeps slices of callers' texts, and with them the whole texts
  setMergeCacheSize(0)
  const asText = { disallowedSpecial: new Set<string>() }
  return (text) => countTokens(text, asText)
}
