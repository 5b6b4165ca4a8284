/** A value of Redis' protocol (2 and 3), as a test looks at it: numbers and booleans stay text, maps are flat lists. */
export type RespValue = string | null | Error | readonly RespValue[]

/** One whole value, and the bytes it came in. */
export interface RespFrame {
  readonly bytes: Buffer
  readonly value: RespValue
}

interface Read<T> {
  readonly value: T
  readonly end: number
}

const counted = (text: string): number => {
  if (!/^(?:\d+|-1)$/.test(text)) throw new Error(`not a RESP length: ${text}`)
  return Number(text)
}

const readText = (bytes: Buffer, start: number, length: number): Read<string> | undefined => {
  const end = start + length + 2
  return bytes.length < end ? undefined : { value: bytes.toString('utf8', start, end - 2), end }
}

const readMany = (bytes: Buffer, start: number, count: number): Read<readonly RespValue[]> | undefined => {
  const value: RespValue[] = []
  let end = start
  while (value.length < count) {
    const next = readValue(bytes, end)
    if (!next) return undefined
    value.push(next.value)
    end = next.end
  }
  return { value, end }
}

/** The value that starts there, or nothing while its end has not arrived. */
const readValue = (bytes: Buffer, start: number): Read<RespValue> | undefined => {
  const lineEnd = bytes.indexOf('\r\n', start)
  if (lineEnd === -1) return undefined
  const [type, line, next] = [
    bytes.toString('latin1', start, start + 1),
    bytes.toString('utf8', start + 1, lineEnd),
    lineEnd + 2,
  ]
  if ('+:,#('.includes(type)) return { value: line, end: next }
  if (type === '-') return { value: new Error(line), end: next }
  if (type === '_') return { value: null, end: next }

  const count = counted(line)
  if (count === -1) return { value: null, end: next }
  if (type === '$' || type === '=') return readText(bytes, next, count)
  if (type === '!') {
    const text = readText(bytes, next, count)
    return text && { ...text, value: new Error(text.value) }
  }
  if (type === '*' || type === '~' || type === '>') return readMany(bytes, next, count)
  if (type === '%') return readMany(bytes, next, 2 * count)
  if (type === '|') return readMany(bytes, next, 2 * count + 1) // what is said about a value, then the value
  throw new Error(`not a RESP type: ${type}`)
}

/** Cuts a stream into whole values, however its bytes arrive. One splitter for one direction of one connection. */
export const respSplitter = () => {
  let held: Buffer = Buffer.alloc(0)
  return (bytes: Buffer): readonly RespFrame[] => {
    held = held.length === 0 ? bytes : Buffer.concat([held, bytes])
    const frames: RespFrame[] = []
    let start = 0
    for (let read = readValue(held, start); read; read = readValue(held, start)) {
      frames.push({ bytes: held.subarray(start, read.end), value: read.value })
      start = read.end
    }
    held = held.subarray(start)
    return frames
  }
}

/** A command as a client sends it. */
export const respCommand = (words: readonly string[]): Buffer =>
  Buffer.from(`*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`)
