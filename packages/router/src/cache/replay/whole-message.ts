import { isJsonObject, type JsonObject } from '@turnout/core'

/** A message's deltas, put together, as a plain answer has them. */
export function wholeMessage({ role, content = null, tool_calls, ...others }: JsonObject): JsonObject {
  const { refusal, function_call } = others
  const calls = Array.isArray(tool_calls) ? tool_calls.filter(isJsonObject) : []
  const besideText = calls.length > 0 || isJsonObject(function_call) || Boolean(refusal)
  return {
    role: role || 'assistant',
    // A stream begins with an empty text, whatever follows; a plain answer has none beside calls or a refusal.
    content: content === '' && besideText ? null : content,
    ...others,
    ...(tool_calls === undefined ? {} : { tool_calls: calls.length > 0 ? inOrder(calls).map(wholeCall) : tool_calls }),
  }
}

const inOrder = (calls: readonly JsonObject[]) => calls.toSorted((a, b) => placeOf(a) - placeOf(b))

const placeOf = ({ index }: JsonObject): number => (typeof index === 'number' ? index : 0)

/** A function that was called with nothing has empty arguments. */
function wholeCall({ index: _index, ...call }: JsonObject): JsonObject {
  const { function: called } = call
  return isJsonObject(called) ? { ...call, function: { ...called, arguments: called['arguments'] ?? '' } } : call
}
