import { explanationBody, isJsonObject, type OperationName, TurnoutError } from '@turnout/core'
import { callerName, callerOptions } from '@turnout/router/http'
import type { FastifyInstance, onRequestHookHandler } from 'fastify'
import type { Front } from './front.ts'
import { queryOf } from './query-of.ts'
import { readBody } from './read-body.ts'
import type { RunningRequests } from './running-requests.ts'

export interface ExplainRouteParts {
  readonly front: () => Front
  readonly running: RunningRequests
  readonly locked: { readonly onRequest: onRequestHookHandler }
}

const operations: Readonly<Record<string, OperationName>> = {
  ...{ chat: 'chat', chat_completion: 'chat', text_completion: 'textCompletion' },
  ...{ embedding: 'embedding', rerank: 'rerank' },
}

/** What would become of a request: nobody is asked, and nothing is taken. */
export function addExplainRoute(app: FastifyInstance, { front, running, locked }: ExplainRouteParts): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, body, done) => done(null, body))
    scope.post('/router/explain', locked, async ({ raw, url, headers }, reply) => {
      const { generation } = front()
      const bytes = await readBody(raw, generation.config.server.maxRequestBytes, running.begin(reply.raw))
      const operation = named(queryOf(url).get('operation')) ?? shapeOf(bytes)
      const { request } = generation.parse(operation, bytes)
      const header = (name: string) => [headers[name]].flat()[0]
      const caller = generation.cache && callerName(header)
      return explanationBody(await generation.explain(operation, request, callerOptions(header, { caller })))
    })
  })
}

function named(name: string | null): OperationName | undefined {
  if (name === null) return undefined
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined
  if (operation) return operation
  const message = `\`operation\` is one of: ${Object.keys(operations).join(', ')}.`
  throw new TurnoutError('bad-request', message, { code: 'invalid_value', param: 'operation' })
}

/** By the field that no other operation has; what is wrong with the body is said by whoever reads it. */
function shapeOf(bytes: Buffer): OperationName {
  const body = parsed(bytes)
  if (!isJsonObject(body) || 'messages' in body) return 'chat'
  if ('documents' in body) return 'rerank'
  if ('input' in body) return 'embedding'
  return 'prompt' in body ? 'textCompletion' : 'chat'
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
