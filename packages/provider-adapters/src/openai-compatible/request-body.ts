import { isJsonObject, type OperationName, type ProviderCall } from '@turnout/core'
import { writeJson } from '../kit/write-json.ts'

/** The request as this deployment's provider gets it: its model, its defaults where the caller said nothing. */
export function requestBody<O extends OperationName>(call: ProviderCall<O>, asksUsage: boolean): string {
  const { request, deployment, stream } = call
  const body: Record<string, unknown> = { ...deployment.defaults, ...request, model: deployment.model }
  const options = body['stream_options']
  if (stream && asksUsage)
    body['stream_options'] = isJsonObject(options) ? { ...options, include_usage: true } : { include_usage: true }
  return writeJson(body)
}
