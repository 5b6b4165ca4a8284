import { isJsonObject, type OperationName, type ProviderCall } from '@turnout/core'
import { writeJson } from '../kit/write-json.ts'
import { spliceBody } from './splice-body.ts'

/**
 * The request as this deployment's provider gets it: its model, its defaults where the caller said nothing; the caller's
 * own text where no more than that has to change.
 */
export function requestBody<O extends OperationName>(call: ProviderCall<O>, asksUsage: boolean): string {
  const { request, raw, deployment, stream } = call
  const spliced =
    raw !== undefined && Object.keys(deployment.defaults).length === 0
      ? spliceBody(raw, request, deployment.model, stream && asksUsage)
      : undefined
  if (spliced !== undefined) return spliced
  const body: Record<string, unknown> = { ...deployment.defaults, ...request, model: deployment.model }
  const options = body['stream_options']
  if (stream && asksUsage)
    body['stream_options'] = isJsonObject(options) ? { ...options, include_usage: true } : { include_usage: true }
  return writeJson(body)
}
