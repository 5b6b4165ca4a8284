import { type ChoiceContext, isJsonObject } from '@turnout/core'
import { hashText, mixHashes } from './hash.ts'

/** What requests have in common that are to go to the same deployment. */
export type AffinityKind = 'session' | 'prefix'

/** So much of a text counts whole; of what follows only so many characters, evenly spread, the length and the end. */
const wholeLength = 2_048
const mostHashed = 256

/** A hash of the request's session or prompt prefix; undefined where it has none. */
export const affinityKey = (request: ChoiceContext['request'], by: AffinityKind): number | undefined =>
  by === 'session' ? sessionKey(request) : prefixKey(request)

/** `metadata.session_id`, else `user`. */
function sessionKey({ metadata, user }: ChoiceContext['request']): number | undefined {
  const session = isJsonObject(metadata) ? metadata['session_id'] : undefined
  const name = session ?? user
  if (typeof name !== 'string' && typeof name !== 'number') return undefined
  return name === '' ? undefined : hashText(`${session === undefined ? 'user' : 'session'} ${name}`)
}

/** The system prompt and the first user message, or the text prompt: what a provider's prompt cache has seen before. */
function prefixKey({ messages, prompt }: ChoiceContext['request']): number | undefined {
  if (typeof prompt === 'string' && prompt !== '') return hashPiece(prompt)
  if (!Array.isArray(messages)) return undefined
  let hash: number | undefined
  for (const message of messages) {
    if (!isJsonObject(message)) continue
    hash = hashContent(message['content'], hash)
    if (message['role'] === 'user') break
  }
  return hash
}

function hashContent(content: unknown, seed: number | undefined): number | undefined {
  if (typeof content === 'string') return hashPiece(content, seed)
  if (!Array.isArray(content)) return seed
  return content.reduce(
    (hash: number | undefined, part: unknown) =>
      isJsonObject(part) && typeof part['text'] === 'string' ? hashPiece(part['text'], hash) : hash,
    seed,
  )
}

function hashPiece(text: string, seed?: number): number {
  const hash = hashText(text.slice(0, wholeLength), mixHashes(text.length, seed ?? 0))
  if (text.length <= wholeLength) return hash
  const rest = text.slice(wholeLength)
  return hashText(rest.slice(-mostHashed / 4), hashText(rest, hash, Math.ceil(rest.length / mostHashed)))
}
