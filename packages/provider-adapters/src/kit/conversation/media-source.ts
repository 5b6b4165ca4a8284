import { malformed } from '../parse-param.ts'
import type { Base64Source, MediaSource } from './conversation.ts'

/** A `data:` URL (RFC 2397) as media; undefined where it is none. */
export function readDataUrl(url: string): Base64Source | undefined {
  const comma = url.indexOf(',')
  if (comma === -1 || !/^data:/i.test(url.slice(0, 5))) return undefined
  const [type = '', ...parameters] = url.slice(5, comma).split(';')
  const rest = url.slice(comma + 1)
  const isBase64 = parameters.some((parameter) => parameter.trim().toLowerCase() === 'base64')
  return {
    type: 'base64',
    mediaType: mediaTypeOf(type),
    data: isBase64 ? withoutEscapes(rest) : Buffer.from(unescaped(rest), 'utf8').toString('base64'),
  }
}

/** Where the media of a `url` lies: in it, or elsewhere. */
export function mediaAt(url: string, param: string, mediaType?: string): MediaSource {
  const inline = readDataUrl(url)
  if (inline) return mediaType ? { ...inline, mediaType } : inline
  if (!URL.canParse(url) || /^data:/i.test(url)) throw malformed(param, 'not a URL')
  return { type: 'url', url, ...(mediaType ? { mediaType } : {}) }
}

/** Lower case, and `text/plain` where nothing stands; `image/jpg` is no type, but often said. */
function mediaTypeOf(said: string): string {
  const type = said.trim().toLowerCase()
  return type === 'image/jpg' ? 'image/jpeg' : type || 'text/plain'
}

const withoutEscapes = (base64: string): string => (base64.includes('%') ? unescaped(base64) : base64)

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const typeByEnding: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  txt: 'text/plain',
  md: 'text/markdown',
  html: 'text/html',
  csv: 'text/csv',
  json: 'application/json',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  heic: 'image/heic',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  flac: 'audio/flac',
  ogg: 'audio/ogg',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** What the ending of a file's name promises; undefined where that is unknown. */
export const mediaTypeByName = (filename: string): string | undefined =>
  typeByEnding[filename.slice(filename.lastIndexOf('.') + 1).toLowerCase()]

/** The type of OpenAI's audio `format`. */
export const audioType = (format: string): string => `audio/${format === 'mp3' ? 'mpeg' : format.toLowerCase()}`
