import type { AudioPart, FilePart, ImagePart, MediaSource } from '../kit/conversation/index.ts'
import { mediaTypeByName } from '../kit/conversation/media-source.ts'
import { unsupported } from '../kit/unsupported.ts'
import type { DocumentNames } from './document-names.ts'
import { formatOf } from './media-formats.ts'

type MediaPart = ImagePart | FilePart | AudioPart

/** Media as the block that Converse has for their type, whatever part they came in. Bytes stay the base64 they are. */
export function mediaBlock(part: MediaPart, names: DocumentNames): object {
  const { source, at } = part
  const mediaType = typeOf(source)
  const known = formatOf(mediaType)
  if (!known) throw unsupported('bedrock', at, mediaType ? `media of the type ${mediaType}` : 'media of unknown type')
  const block = { format: known.format, source: sourceOf(source, at) }
  if (known.kind !== 'document') return { [known.kind]: block }
  return { document: { ...block, name: names.next(part.kind === 'file' ? part.filename : undefined) } }
}

const typeOf = (source: MediaSource): string =>
  source.mediaType ?? (source.type === 'url' ? mediaTypeByName(source.url) : undefined) ?? ''

function sourceOf(source: MediaSource, at: string): object {
  if (source.type === 'base64') return { bytes: source.data }
  if (source.type === 'url' && source.url.startsWith('s3://')) return { s3Location: { uri: source.url } }
  throw unsupported('bedrock', at, 'media elsewhere than in the request or at an s3:// address')
}
