import { crc32 } from 'node:zlib'
import { isJsonObject, type Usage } from '@turnout/core'

/** What is known of a kept answer besides its JSON. */
interface AnswerFacts {
  /** Wall time, in ms. */
  readonly atMs: number
  /** Who served it. */
  readonly deploymentId: string
  readonly group: string
  readonly usage: Usage
}

/** A plain answer as JSON bytes, with its facts. */
export interface KeptAnswer extends AnswerFacts {
  readonly body: Buffer
}

const format = 'turnout-1'

/** Longer heads are none of ours. */
const longestHead = 4096
const lineEnd = 0x0a

/** One line of facts, and the body behind it. The key and a checksum are among the facts. */
export function sealed(key: string, { body, ...facts }: KeptAnswer): Buffer {
  const head = JSON.stringify({ format, key, sum: crc32(body), ...facts })
  return Buffer.concat([Buffer.from(`${head}\n`), body])
}

/** Undefined for everything that is not, whole and unchanged, what was kept under this key. */
export function opened(key: string, value: Uint8Array): KeptAnswer | undefined {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  const end = bytes.subarray(0, longestHead).indexOf(lineEnd)
  if (end === -1) return undefined
  const head = headIn(bytes.toString('utf8', 0, end))
  if (!head || head.format !== format || head.key !== key) return undefined
  const body = bytes.subarray(end + 1)
  return crc32(body) === head.sum ? { ...head, body } : undefined
}

interface Head extends AnswerFacts {
  readonly format: string
  readonly key: string
  readonly sum: number
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
  [head['format'], head['key'], head['deploymentId'], head['group']].every((text) => typeof text === 'string') &&
  [head['sum'], head['atMs']].every(Number.isFinite) &&
  isUsage(head['usage'])

const isUsage = (usage: unknown): boolean =>
  isJsonObject(usage) &&
  ['prompt_tokens', 'completion_tokens', 'total_tokens'].every((name) => Number.isFinite(usage[name]))
