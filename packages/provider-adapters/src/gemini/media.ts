import type { AudioPart, FilePart, ImagePart } from '../kit/conversation/conversation.ts'
import { mediaTypeByName } from '../kit/conversation/media-source.ts'
import { malformed } from '../kit/parse-param.ts'
import { unsupported } from '../kit/unsupported.ts'
import type { ModelTraits } from './model-traits.ts'
import type { Surface } from './surface.ts'

/** What a request is written for. */
export interface Target {
  readonly surface: Surface
  readonly traits: ModelTraits
}

/** A part that holds media, or says where they lie. */
export type MediaPart =
  | { readonly inlineData: { readonly mimeType: string; readonly data: string } }
  | { readonly fileData: { readonly mimeType?: string; readonly fileUri: string } }

/** Nothing is fetched here: the provider does that, or nobody. */
export function mediaPart({ source, at }: ImagePart | FilePart | AudioPart, target: Target): MediaPart {
  if (source.type === 'base64') return { inlineData: { mimeType: source.mediaType, data: source.data } }
  if (source.type === 'url') return fileAt(source.url, source.mediaType, at, target)
  const { files, name } = target.surface
  if (!files) throw unsupported(name, at, 'the ids of uploaded files')
  const fileUri = files + (source.id.startsWith('files/') ? source.id : `files/${source.id}`)
  return { fileData: { fileUri, ...typed(source.mediaType) } }
}

function fileAt(url: string, stated: string | undefined, at: string, { surface, traits }: Target): MediaPart {
  const { protocol, pathname, href } = new URL(url)
  if (protocol !== 'gs:') {
    if (protocol !== 'https:') throw malformed(at, 'only https and gs addresses are fetched; or send a data URL')
    const uploaded = surface.files !== undefined && href.startsWith(surface.files)
    if (!uploaded && !traits.fetchesUrls)
      throw unsupported(surface.name, at, 'files at an address with this model: send a data URL')
  }
  const mimeType = stated ?? mediaTypeByName(pathname)
  if (!mimeType && surface.typedUrls)
    throw malformed(at, 'the media type cannot be told from the address: state format')
  return { fileData: { fileUri: url, ...typed(mimeType) } }
}

const typed = (mimeType: string | undefined) => (mimeType ? { mimeType } : {})
