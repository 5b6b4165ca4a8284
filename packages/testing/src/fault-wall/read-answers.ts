/** One HTTP answer, as the client found it. */
export interface Answer {
  readonly status: number
  /** Names in lower case; of several, the last. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Its framing says that nothing is missing. */
  readonly complete: boolean
}

interface Taken {
  readonly body: string
  readonly complete: boolean
  readonly next: number
}

/** The answers in the bytes (as latin1) of a connection; `closed`: in good order, so nothing more will come. */
export function readAnswers(bytes: string, closed: boolean): readonly Answer[] {
  const answers: Answer[] = []
  for (let at = 0; at < bytes.length; ) {
    const headEnd = bytes.indexOf('\r\n\r\n', at)
    if (headEnd === -1) break
    const [line = '', ...fields] = bytes.slice(at, headEnd).split('\r\n')
    const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(line)?.[1] ?? 0)
    const headers = Object.fromEntries(fields.map(nameAndValue))
    if (status >= 100 && status < 200) {
      at = headEnd + 4
      continue
    }
    const { body, complete, next } =
      status === 204 || status === 304
        ? { body: '', complete: true, next: headEnd + 4 }
        : takeBody(bytes, headEnd + 4, headers, closed)
    answers.push({ status, headers, body: fromLatin1(body), complete })
    if (next <= at) break
    at = next
  }
  return answers
}

const nameAndValue = (field: string): [string, string] => {
  const colon = field.indexOf(':')
  return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()]
}

const fromLatin1 = (text: string): string => Buffer.from(text, 'latin1').toString('utf8')

function takeBody(bytes: string, from: number, headers: Readonly<Record<string, string>>, closed: boolean): Taken {
  if (/chunked/i.test(headers['transfer-encoding'] ?? '')) return takeChunks(bytes, from)
  const length = headers['content-length']
  if (length === undefined) return { body: bytes.slice(from), complete: closed, next: bytes.length }
  const next = Math.min(bytes.length, from + Number(length))
  return { body: bytes.slice(from, next), complete: next - from === Number(length), next }
}

function takeChunks(bytes: string, from: number): Taken {
  const pieces: string[] = []
  for (let at = from; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at)
    const size = lineEnd === -1 ? Number.NaN : Number.parseInt(bytes.slice(at, lineEnd), 16)
    if (Number.isNaN(size)) return { body: pieces.join(''), complete: false, next: bytes.length }
    if (size === 0) {
      const over = bytes.startsWith('\r\n', lineEnd + 2)
      return { body: pieces.join(''), complete: over, next: over ? lineEnd + 4 : bytes.length }
    }
    const piece = bytes.slice(lineEnd + 2, lineEnd + 2 + size)
    pieces.push(piece)
    if (piece.length < size) return { body: pieces.join(''), complete: false, next: bytes.length }
    at = lineEnd + 4 + size
  }
}
