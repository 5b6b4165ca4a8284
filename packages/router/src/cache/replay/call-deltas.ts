import { type ChatDelta, isJsonObject, type JsonObject } from '@turnout/core'
import { piecesOf } from './pieces.ts'

/** The calls in a message's `tool_calls`; undefined where there are none. */
export function callsIn(calls: unknown): readonly JsonObject[] | undefined {
  return Array.isArray(calls) && calls.length > 0 && calls.every(isJsonObject) ? calls : undefined
}

/** What is called, and then with what. */
export function callDeltas(call: JsonObject, index: number): readonly ChatDelta[] {
  const { index: _place, function: called, ...rest } = call
  const args = isJsonObject(called) ? called['arguments'] : undefined
  if (!isJsonObject(called) || typeof args !== 'string')
    return [{ tool_calls: [{ index, ...rest, ...(called === undefined ? {} : { function: called }) }] }]
  return [
    { tool_calls: [{ index, ...rest, function: { ...called, arguments: '' } }] },
    ...piecesOf(args).map((piece) => ({ tool_calls: [{ index, function: { arguments: piece } }] })),
  ]
}
