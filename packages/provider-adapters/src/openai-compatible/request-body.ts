import { isJsonObject, type OperationName, type ProviderCall } from '@turnout/core'
import { withExtraBody } from '../kit/extra-body.ts'
import { writeJson } from '../kit/write-json.ts'
import { type Body, rewritten, without } from './request/rewrite.ts'
import { spliceBody } from './splice-body.ts'
import type { Vendor } from './vendor.ts'

/**
 * The request as this deployment's provider gets it: its model, its defaults where the caller said nothing, what the vendor
 * needs otherwise; the caller's own text where no more than the model has to change.
 */
export function requestBody<O extends OperationName>(call: ProviderCall<O>, vendor: Vendor): string {
  const { operation, request, raw, deployment, stream } = call
  const model = vendor.modelOf?.(deployment.model) ?? deployment.model
  const hasDefaults = Object.keys(deployment.defaults).length > 0
  const asked: Body = withExtraBody(hasDefaults ? { ...deployment.defaults, ...request } : request)
  const fitting = vendor.request && operation === 'chat' ? rewritten(vendor.request, asked, deployment) : asked
  const options = fitting['stream_options']
  const asksUsage = stream && vendor.streamUsage !== false
  const refused = vendor.streamUsage === false && options !== undefined
  if (raw !== undefined && fitting === request && !refused) {
    const spliced = spliceBody(raw, request, model, asksUsage)
    if (spliced !== undefined) return spliced
  }
  const body: Record<string, unknown> = { ...(refused ? without(fitting, 'stream_options') : fitting), model }
  if (asksUsage)
    body['stream_options'] = isJsonObject(options) ? { ...options, include_usage: true } : { include_usage: true }
  return writeJson(body)
}
