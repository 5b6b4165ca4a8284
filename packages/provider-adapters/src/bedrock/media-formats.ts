/** Converse's blocks for what is not text. */
export type MediaKind = 'image' | 'document' | 'video' | 'audio'

const image = (format: string) => ({ kind: 'image', format }) as const
const document = (format: string) => ({ kind: 'document', format }) as const
const video = (format: string) => ({ kind: 'video', format }) as const
const audio = (format: string) => ({ kind: 'audio', format }) as const

/** By media type: the block it goes into, and its `format` there (API reference, "ImageBlock" and its siblings). */
const formats: Readonly<Record<string, { readonly kind: MediaKind; readonly format: string }>> = {
  'image/png': image('png'),
  'image/jpeg': image('jpeg'),
  'image/gif': image('gif'),
  'image/webp': image('webp'),
  'application/pdf': document('pdf'),
  'application/msword': document('doc'),
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': document('docx'),
  'application/vnd.ms-excel': document('xls'),
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': document('xlsx'),
  'application/json': document('txt'),
  'text/csv': document('csv'),
  'text/html': document('html'),
  'text/markdown': document('md'),
  'text/plain': document('txt'),
  'video/mp4': video('mp4'),
  'video/quicktime': video('mov'),
  'video/x-matroska': video('mkv'),
  'video/webm': video('webm'),
  'video/x-flv': video('flv'),
  'video/mpeg': video('mpeg'),
  'video/x-ms-wmv': video('wmv'),
  'video/3gpp': video('three_gp'),
  'audio/mpeg': audio('mp3'),
  'audio/wav': audio('wav'),
  'audio/x-wav': audio('wav'),
  'audio/flac': audio('flac'),
  'audio/aac': audio('aac'),
  'audio/ogg': audio('ogg'),
  'audio/opus': audio('opus'),
  'audio/mp4': audio('mp4'),
  'audio/webm': audio('webm'),
  'audio/pcm16': audio('pcm'),
}

export const formatOf = (mediaType: string) => (Object.hasOwn(formats, mediaType) ? formats[mediaType] : undefined)
