import type { JsonObject } from '@turnout/core'
import { malformed } from '../parse-param.ts'
import type { ContentPart, MediaSource } from './conversation.ts'
import { audioType, mediaAt, mediaTypeByName } from './media-source.ts'
import type { UserContent } from './message-schema.ts'

/** The parts of a user's or a tool's message, the empty texts left out; a cache breakpoint of all falls on the last. */
export function contentParts(
  content: readonly UserContent[],
  at: string,
  cacheControl?: JsonObject | null,
): readonly ContentPart[] {
  const parts = content
    .map((part, i) => contentPart(part, `${at}.content[${i}]`))
    .filter((part) => part.kind !== 'text' || part.text !== '')
  return withBreakpoint(parts, cacheControl)
}

/** A breakpoint that stands on the message means its last part. */
export function withBreakpoint<T extends object>(
  parts: readonly T[],
  cacheControl: JsonObject | null | undefined,
): readonly T[] {
  const last = parts.at(-1)
  return cacheControl && last ? [...parts.slice(0, -1), { cacheControl, ...last }] : parts
}

function contentPart(part: UserContent, at: string): ContentPart {
  const place = placed(at, part.cache_control)
  if (part.type === 'text') return { kind: 'text', text: part.text, ...place }
  if (part.type === 'image_url') {
    const { url, detail, format } = part.image_url
    const source = mediaAt(url, `${at}.image_url.url`, format ?? undefined)
    return { kind: 'image', source, ...(detail ? { detail } : {}), ...place }
  }
  if (part.type === 'input_audio') {
    const { data, format } = part.input_audio
    return { kind: 'audio', source: { type: 'base64', mediaType: audioType(format), data }, ...place }
  }
  const { filename } = part.file
  return { kind: 'file', source: fileSource(part.file, at), ...(filename ? { filename } : {}), ...place }
}

/** Where a part stands, and its breakpoint. */
export const placed = (at: string, cacheControl: JsonObject | null | undefined) => ({
  at,
  ...(cacheControl ? { cacheControl } : {}),
})

type File = Extract<UserContent, { type: 'file' }>['file']

/** OpenAI takes a data URL or an id; LiteLLM takes any URL for either. */
function fileSource({ file_id, file_data, filename, format }: File, at: string): MediaSource {
  const mediaType = format ?? (filename ? mediaTypeByName(filename) : undefined)
  const typed = mediaType ? { mediaType } : {}
  if (file_data) {
    if (/^[a-z][a-z0-9+.-]*:/i.test(file_data)) return mediaAt(file_data, `${at}.file.file_data`, format ?? undefined)
    return { type: 'base64', mediaType: mediaType ?? 'application/octet-stream', data: file_data }
  }
  if (!file_id) throw malformed(`${at}.file`, 'neither file_data nor file_id')
  return /^(?:data:|[a-z][a-z0-9+.-]*:\/\/)/i.test(file_id)
    ? mediaAt(file_id, `${at}.file.file_id`, mediaType)
    : { type: 'file-id', id: file_id, ...typed }
}
