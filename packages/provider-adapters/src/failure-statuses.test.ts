import { type ErrorKind, errorTable, type ProviderAdapter, Secret } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { anthropic } from './anthropic/index.ts'
import { azure } from './azure/index.ts'
import { gemini } from './gemini/index.ts'
import { openai } from './openai/index.ts'
import { openaiCompatible } from './openai-compatible/index.ts'
import { chatCall, exchangeOf, failureOf, json } from './test-support/provider-call.test.ts'

const adapters: readonly ProviderAdapter[] = [
  openai(),
  azure(),
  anthropic(),
  gemini(),
  openaiCompatible({ name: 'acme' }),
]
const deployment = { apiBase: 'https://models.example', apiVersion: '2024-02-01', apiKey: new Secret('sk-1') }

const said = (error: object = {}) => JSON.stringify({ error: { message: 'No.', ...error } })

/** Status and body of an upstream's failure → kind and the status that the client gets, as the failures table has it. */
const table: readonly (readonly [upstream: number, kind: ErrorKind, client: number, body?: string])[] = [
  [400, 'bad-request', 400],
  [401, 'authentication', 502],
  [402, 'quota', 429],
  [403, 'authentication', 502],
  [404, 'not-found', 404],
  [408, 'timeout', 504],
  [409, 'unavailable', 503],
  [413, 'bad-request', 400],
  [422, 'bad-request', 422],
  [429, 'rate-limit', 429],
  [429, 'quota', 429, said({ type: 'insufficient_quota', code: 'insufficient_quota' })],
  [500, 'server', 502],
  [501, 'server', 502],
  [502, 'unavailable', 503],
  [503, 'unavailable', 503],
  [504, 'timeout', 504],
  [529, 'unavailable', 503],
]

const rows = table.map(([upstream, kind, client, body = said()]) => [upstream, kind, client, body] as const)

describe.each(adapters)('$name', (adapter) => {
  it.each(rows)('makes of a %i, after one request, a failure of kind %s', async (status, kind, client, body) => {
    for (const stream of [false, true]) {
      const call = chatCall({ stream }, { stream, deployment })
      const { exchange, transport } = exchangeOf(adapter, call, { ...json(body), status })
      const failure = await failureOf(exchange)
      expect(failure).toMatchObject({ kind, upstreamStatus: status })
      expect(failure.status ?? errorTable[failure.kind].status).toBe(client)
      expect(transport.seen).toHaveLength(1)
    }
  })

  it('asks once where the connection breaks', async () => {
    for (const code of ['ECONNREFUSED', 'ECONNRESET', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_SOCKET']) {
      const breaksWith = Object.assign(new Error('no'), { code })
      const { exchange, transport } = exchangeOf(adapter, chatCall({}, { deployment }), { breaksWith })
      expect(['connection', 'timeout']).toContain((await failureOf(exchange)).kind)
      expect(transport.seen).toHaveLength(1)
    }
  })
})
