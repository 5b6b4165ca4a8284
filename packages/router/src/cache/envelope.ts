import { crc32 } from 'node:zlib'
import { isJsonObject, type Usage } from '@turnout/core'

/** What is known of a kept answer besides its JSON. */
interface AnswerFacts {
  /** Wall time, in ms. */
  readonly atMs: number
  /** Who served it. */
  readonly deploymentId: string
  /** What that was then. */
  readonly maker: string
  readonly group: string
  readonly usage: Usage
}

/** A plain answer as JSON bytes, with its facts. */
export interface KeptAnswer extends AnswerFacts {
  readonly body: Uint8Array
}

const format = 'turnout-1'

/** Longer heads are none of ours. */
const longestHead = 4096
const space = 0x20
const lineEnd = 0x0a
/** Of a checksum and the space behind it. */
const longestSum = 11

/** A checksum of what follows it: one line of facts, the key among them, and the body. */
export function sealed(key: string, { body, ...facts }: KeptAnswer): Uint8Array {
  const head = Buffer.from(`${JSON.stringify({ format, key, ...facts })}\n`)
  return Buffer.concat([Buffer.from(`${crc32(body, crc32(head))} `), head, body])
}

/** Undefined for everything that is not, whole and unchanged, what was kept under this key. */
export function opened(key: string, value: Uint8Array): KeptAnswer | undefined {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  const start = bytes.subarray(0, longestSum).indexOf(space) + 1
  const end = bytes.subarray(0, longestHead).indexOf(lineEnd)
  if (start === 0 || end === -1) return undefined
  if (bytes.toString('latin1', 0, start) !== `${crc32(bytes.subarray(start))} `) return undefined
  const head = headIn(bytes.toString('utf8', start, end))
  return head?.format === format && head.key === key ? { ...head, body: bytes.subarray(end + 1) } : undefined
}

interface Head extends AnswerFacts {
  readonly format: string
  readonly key: string
}

function headIn(text: string): Head | undefined {
  const head = parsed(text)
  return isHead(head) ? head : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isHead = (head: unknown): head is Head =>
  isJsonObject(head) &&
  [head['format'], head['key'], head['deploymentId'], head['maker'], head['group']].every(
    (text) => typeof text === 'string',
  ) &&
  Number.isFinite(head['atMs']) &&
  isUsage(head['usage'])

const isUsage = (usage: unknown): boolean =>
  isJsonObject(usage) &&
  ['prompt_tokens', 'completion_tokens', 'total_tokens'].every((name) => Number.isFinite(usage[name]))
