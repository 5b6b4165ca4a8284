import type { JsonObject } from '@turnout/core'
import { type Called, itKeepsToolCalls } from '../test-support/round-trip.test.ts'
import { ollama } from './ollama.ts'

interface Message {
  readonly tool_call_id?: string
  readonly tool_calls?: readonly { readonly id: string; readonly function: { name: string; arguments: JsonObject } }[]
}

const messagesIn = (body: JsonObject) => body['messages'] as unknown as readonly Message[]

itKeepsToolCalls({
  adapter: ollama(),
  answer: (calls) => ({
    ...{ model: 'm', done: true, done_reason: 'stop' },
    message: { tool_calls: calls.map(({ id, name, input }) => ({ id, function: { name, arguments: input } })) },
  }),
  callsIn: (body): readonly Called[] =>
    messagesIn(body).flatMap(({ tool_calls = [] }) =>
      tool_calls.map(({ id, function: { name, arguments: input } }) => ({ id, name, input })),
    ),
  resultsIn: (body) => messagesIn(body).flatMap(({ tool_call_id }) => tool_call_id ?? []),
})
