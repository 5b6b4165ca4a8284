import { crc32 } from 'node:zlib'

const number = (value: number, bytes: 2 | 4): Buffer => {
  const buffer = Buffer.alloc(bytes)
  buffer.writeUIntBE(value, 0, bytes)
  return buffer
}

/** A header whose value is text, as AWS event streams have it. */
export const textHeader = (name: string, value: string): Buffer =>
  Buffer.concat([
    ...[Buffer.from([Buffer.byteLength(name)]), Buffer.from(name), Buffer.from([7])],
    ...[number(Buffer.byteLength(value), 2), Buffer.from(value)],
  ])

/** One message of an AWS event stream. */
export function streamMessage(headers: Buffer, payload: string): Buffer {
  const body = Buffer.from(payload)
  const prelude = Buffer.concat([number(16 + headers.length + body.length, 4), number(headers.length, 4)])
  const start = Buffer.concat([prelude, number(crc32(prelude), 4), headers, body])
  return Buffer.concat([start, number(crc32(start), 4)])
}

const message = (headers: Readonly<Record<string, string>>, payload: object | string): Buffer =>
  streamMessage(
    Buffer.concat(Object.entries(headers).map(([name, value]) => textHeader(name, value))),
    typeof payload === 'string' ? payload : JSON.stringify({ ...payload, p: 'abcdefghijk' }),
  )

/** An event of ConverseStream, with the padding that Bedrock puts in. */
export const event = (type: string, payload: object | string = {}): Buffer =>
  message({ ':event-type': type, ':content-type': 'application/json', ':message-type': 'event' }, payload)

/** An exception inside a stream. */
export const exception = (type: string, payload: object | string): Buffer =>
  message({ ':exception-type': type, ':content-type': 'application/json', ':message-type': 'exception' }, payload)

/** An error that the service did not foresee. */
export const unmodeledError = (code: string, text: string): Buffer =>
  message({ ':message-type': 'error', ':error-code': code, ':error-message': text }, '')
