const headEnd = Buffer.from('\r\n\r\n')
const lastChunk = Buffer.from('0\r\n\r\n')

/** Whether these are all bytes of one HTTP message: by its length, or in chunks. */
export function isWhole(bytes: Buffer): boolean {
  const end = bytes.indexOf(headEnd)
  if (end === -1) return false
  const head = bytes.toString('latin1', 0, end)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length !== undefined) return bytes.length >= end + headEnd.length + Number(length)
  return bytes.subarray(-lastChunk.length).equals(lastChunk)
}
