/** What LiteLLM puts between a call's id and the signature, for clients that give back nothing but the id. */
const separator = '__thought__'

/** A tool call's id, and the signature that may be in it (LiteLLM, "Gemini thought signatures"). */
export function splitCallId(id: string): { readonly id: string; readonly signature?: string } {
  const at = id.indexOf(separator)
  if (at === -1) return { id }
  const signature = id.slice(at + separator.length)
  return { id: id.slice(0, at), ...(signature ? { signature } : {}) }
}

/** An id with the signature in it. */
export const joinCallId = (id: string, signature: string | undefined): string =>
  signature ? `${id}${separator}${signature}` : id
