import { type ChunkBatch, type DecisionRecord, decisionBody, type OperationName } from '@turnout/core'
import type { Reply } from '../engine/reply.ts'

/** Under this name an answer, or an error, has the decision record of its request. */
const member = 'turnout_decision'

/** What the events of a stream have in common. */
export interface ChunkHead {
  readonly id: string
  readonly object: string
  readonly created: number
  readonly model: string
}

/** The record as one member of a JSON object. The caller has its own prompt, and the answer: they are not said again. */
export const decisionMember = (decision: DecisionRecord): string =>
  `"${member}":${JSON.stringify(decisionBody({ ...decision, content: undefined }))}`

/** The bytes of a JSON object with the record as its last member, and nothing else changed; no object stays as it is. */
export function explainedBody(body: Uint8Array, decision: DecisionRecord | undefined): Uint8Array {
  const end = lastCharacter(body, body.byteLength)
  if (!decision || body[end] !== closing) return body
  const separator = body[lastCharacter(body, end)] === opening ? '' : ','
  const added = encoder.encode(`${separator}${decisionMember(decision)}`)
  const explained = new Uint8Array(body.byteLength + added.byteLength)
  explained.set(body.subarray(0, end))
  explained.set(added, end)
  explained.set(body.subarray(end), end + added.byteLength)
  return explained
}

/** The head of a stream's first chunk: undefined where there is none in this batch. */
export function chunkHead(batch: ChunkBatch<OperationName>): ChunkHead | undefined {
  const first = batch.chunks()[0]
  if (!first) return undefined
  const { id, object, created, model } = first
  return { id, object, created, model }
}

/** One more event for a stream that has ended, of the kind that clients know as one without choices. */
export function decisionEvent({ decision, requestId, group }: Reply<OperationName>, head?: ChunkHead): string {
  if (!decision) return ''
  const { id = requestId, object = 'chat.completion.chunk', created = 0, model = group } = head ?? {}
  const told = JSON.stringify({ id, object, created, model, choices: [] })
  return `data: ${told.slice(0, -1)},${decisionMember(decision)}}\n\n`
}

const encoder = new TextEncoder()
const opening = 0x7b
const closing = 0x7d

/** Where the last character before `end` is that is no space; -1: nowhere. */
function lastCharacter(bytes: Uint8Array, end: number): number {
  let at = end - 1
  while (at >= 0 && isSpace(bytes[at])) at--
  return at
}

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
