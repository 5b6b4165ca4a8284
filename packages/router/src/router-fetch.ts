import type { OperationName, TurnoutError } from '@turnout/core'
import type { Reply } from './engine/reply.ts'
import type { Generation } from './generation.ts'
import { asTurnoutError } from './http/as-turnout-error.ts'
import { callerName } from './http/caller-key.ts'
import { callerOptions } from './http/caller-options.ts'
import { errorBody, errorHeaders } from './http/error-body.ts'
import { doneEvent, errorEvent, eventBytes } from './http/event-stream.ts'
import { type ChunkHead, chunkHead, decisionEvent, explainedBody } from './http/explained.ts'
import { findModel, type ModelObject } from './http/model-list.ts'
import { decode, type InferencePath, inferencePath } from './http/paths.ts'
import { replyHeaders } from './http/reply-headers.ts'
import { unknownPath } from './http/unknown-path.ts'
import type { CallInit } from './request-options.ts'

/** A `fetch` that any OpenAI client takes: same paths and answers as the proxy, without a network or a key. */
export function routerFetch(current: () => Generation): typeof fetch {
  return async (input, init) => {
    const generation = current()
    const request = new Request(input, init)
    // The request's own signal follows the caller's only as long as somebody holds the request.
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined)
    const header = (name: string) => request.headers.get(name) ?? undefined
    const options = callerOptions(header, { signal, caller: generation.cache && callerName(header) })
    const { pathname } = new URL(request.url)
    try {
      if (request.method === 'GET') return models(generation.models(), pathname)
      const path = request.method === 'POST' ? inferencePath(pathname) : undefined
      if (!path) throw unknownPath(request.method, pathname)
      return await infer(generation, request, path, options)
    } catch (error) {
      if (signal?.aborted) throw signal.reason
      return errorResponse(asTurnoutError(error), options)
    }
  }
}

function models(list: readonly ModelObject[], pathname: string): Response {
  const name = /^(?:\/v1)?\/models(?:\/(.+))?$/.exec(pathname)
  if (!name) throw unknownPath('GET', pathname)
  return Response.json(name[1] === undefined ? { object: 'list', data: list } : findModel(list, decode(name[1])))
}

async function infer(
  { call, parse, config }: Generation,
  request: Request,
  path: InferencePath,
  init: CallInit,
): Promise<Response> {
  const { request: body, raw } = parse(path.operation, new Uint8Array(await request.arrayBuffer()), path.model)
  const reply = await call(path.operation, body, { ...init, raw })
  const { litellmHeaders: litellm } = config.server
  if (body['stream'] === true) {
    const headers = new Headers(pairs(replyHeaders(reply, { litellm })))
    headers.set('content-type', 'text/event-stream; charset=utf-8')
    return new Response(eventBody(reply, init), { headers })
  }
  const batch = reply.whole()
  const headers = new Headers(pairs(replyHeaders(reply, { litellm, whole: true })))
  headers.set('content-type', 'application/json')
  const plain = batch.raw ?? encoder.encode(JSON.stringify(batch.result()))
  return new Response(Buffer.from(init.explain ? explainedBody(plain, reply.decision) : plain), { headers })
}

const encoder = new TextEncoder()

/** Pulled by the reader, so a slow one holds the upstream back; cancelling closes it, and an abort is one here too. */
function eventBody(reply: Reply<OperationName>, { signal, explain }: CallInit): ReadableStream<Uint8Array> {
  let head: ChunkHead | undefined
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reply.next()
        if (!done && value.kind === 'chunks') {
          if (explain) head ??= chunkHead(value)
          controller.enqueue(bytesOf(eventBytes(value)))
        }
        if (!done) return
        controller.enqueue(encoder.encode(explain ? `${decisionEvent(reply, head)}${doneEvent}` : doneEvent))
      } catch (error) {
        if (signal?.aborted) return controller.error(signal.reason)
        controller.enqueue(encoder.encode(errorEvent(asTurnoutError(error), explain)))
      }
      controller.close()
    },
    cancel: () => reply.cancel(),
  })
}

const bytesOf = (bytes: Uint8Array | string): Uint8Array => (typeof bytes === 'string' ? encoder.encode(bytes) : bytes)

function errorResponse(error: TurnoutError, { requestId, explain }: CallInit): Response {
  const headers = new Headers([['content-type', 'application/json'], ...pairs(errorHeaders(error))])
  if (requestId !== undefined) headers.set('x-request-id', requestId)
  return new Response(errorBody(error, explain), { status: error.status === 499 ? 408 : error.status, headers })
}

function pairs(flat: readonly string[]): [string, string][] {
  const list: [string, string][] = []
  for (let i = 0; i < flat.length; i += 2) list.push([flat[i] ?? '', flat[i + 1] ?? ''])
  return list
}
