import { isJsonObject, type Json, type JsonObject } from '@turnout/core'

/** OpenAI's `content` as the parts of a message (GenAI conventions, gen-ai-input-messages.json). */
export function contentParts(content: Json | undefined): JsonObject[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', content }]
  return Array.isArray(content) ? content.filter(isJsonObject).map(partOf) : []
}

/** What the conventions have no part for stays as it is: any type may have any fields. */
function partOf(part: JsonObject): JsonObject {
  const { type, text, image_url: image, input_audio: audio } = part
  if (typeof text === 'string') return { type: 'text', content: text }
  if (isJsonObject(image) && typeof image['url'] === 'string') return pictureAt(image['url'])
  if (isJsonObject(audio) && typeof audio['data'] === 'string') {
    const format = typeof audio['format'] === 'string' ? { mime_type: `audio/${audio['format']}` } : {}
    return { type: 'blob', modality: 'audio', ...format, content: audio['data'] }
  }
  return { ...part, type: type ?? 'unknown' }
}

function pictureAt(url: string): JsonObject {
  const [, type, data] = /^data:([^;,]*);base64,(.*)$/s.exec(url) ?? []
  if (type === undefined || data === undefined) return { type: 'uri', modality: 'image', uri: url }
  return { type: 'blob', modality: 'image', mime_type: type, content: data }
}
