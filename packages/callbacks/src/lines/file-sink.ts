import { createWriteStream, type WriteStream } from 'node:fs'
import type { LineSink } from './lines.ts'

export interface FileSink extends LineSink {
  /** Lets go of the file, when what was written is in it. */
  close(): void
}

/** Adds to a file; after an error, such as a full disk, it is opened anew. */
export function fileSink(path: string): FileSink {
  const open = (): WriteStream => createWriteStream(path, { flags: 'a' }).on('error', () => {})
  let stream = open()
  return {
    write(text, done) {
      if (!stream.writable) stream = open()
      stream.write(text, done)
    },
    get writableLength() {
      return stream.writable ? stream.writableLength : 0
    },
    close: () => void stream.end(),
  }
}
