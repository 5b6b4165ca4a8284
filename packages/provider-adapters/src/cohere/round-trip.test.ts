import type { JsonObject } from '@turnout/core'
import { type Called, itKeepsToolCalls } from '../test-support/round-trip.test.ts'
import { cohere } from './cohere.ts'

interface Message {
  readonly tool_call_id?: string
  readonly tool_calls?: readonly { readonly id: string; readonly function: { name: string; arguments: string } }[]
}

const messagesIn = (body: JsonObject) => body['messages'] as unknown as readonly Message[]

itKeepsToolCalls({
  adapter: cohere(),
  answer: (calls) => ({
    ...{ id: 'c', finish_reason: 'TOOL_CALL' },
    message: {
      tool_calls: calls.map(({ id, name, input }) => ({
        ...{ id, type: 'function', function: { name, arguments: JSON.stringify(input) } },
      })),
    },
  }),
  callsIn: (body): readonly Called[] =>
    messagesIn(body).flatMap(({ tool_calls = [] }) =>
      tool_calls.map(({ id, function: { name, arguments: input } }) => ({ id, name, input: JSON.parse(input) })),
    ),
  resultsIn: (body) => messagesIn(body).flatMap(({ tool_call_id }) => tool_call_id ?? []),
})
