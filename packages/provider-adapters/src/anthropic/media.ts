import type { FilePart, ImagePart, MediaSource } from '../kit/conversation/index.ts'
import { malformed } from '../kit/parse-param.ts'
import { unsupported } from '../kit/unsupported.ts'

const imageTypes = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp'])

/** Types that are text, whatever they call themselves. */
const isText = (mediaType: string): boolean =>
  mediaType.startsWith('text/') || /^application\/(json|xml|yaml|x-yaml|javascript)$/.test(mediaType)

/** An image block (Messages API, "Vision"). */
export function imageBlock({ source, at, cacheControl }: ImagePart | FilePart, provider: string) {
  if (source.type === 'base64' && !imageTypes.has(source.mediaType))
    throw unsupported(provider, at, `images of type ${source.mediaType}`)
  return { type: 'image', source: sourceOf(source), cache_control: cacheControl }
}

/** A document block, or an image that came as a file ("PDF support", "Files API"). */
export function fileBlock(part: FilePart, provider: string) {
  const { source, filename, at, cacheControl } = part
  const { mediaType } = source
  if (mediaType?.startsWith('image/')) return imageBlock(part, provider)
  const rest = { title: filename, cache_control: cacheControl }
  if (source.type !== 'base64') return { type: 'document', source: sourceOf(source), ...rest }
  if (source.mediaType === 'application/pdf') return { type: 'document', source: sourceOf(source), ...rest }
  if (!isText(source.mediaType)) throw unsupported(provider, at, `files of type ${source.mediaType}`)
  const data = textOf(source.data, at)
  return { type: 'document', source: { type: 'text', media_type: 'text/plain', data }, ...rest }
}

function sourceOf(source: MediaSource) {
  if (source.type === 'url') return { type: 'url', url: source.url }
  if (source.type === 'file-id') return { type: 'file', file_id: source.id }
  return { type: 'base64', media_type: source.mediaType, data: source.data }
}

function textOf(base64: string, at: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(base64, 'base64'))
  } catch {
    throw malformed(at, 'not text in UTF-8')
  }
}
