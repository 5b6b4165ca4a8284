import { isJsonObject } from '@turnout/core'

/**
 * A request with the members of its `extra_body` in it, the way OpenAI's Python client and LiteLLM mean them: further
 * members of the body, save the two that the router has decided. The same object where there are none.
 */
export function withExtraBody<T extends Readonly<Record<string, unknown>>>(request: T): Omit<T, 'extra_body'> {
  if (request['extra_body'] === undefined) return request
  const { extra_body: extra, ...rest } = request
  if (!isJsonObject(extra)) return rest
  const { model, stream, ...further } = extra
  return { ...rest, ...further }
}
