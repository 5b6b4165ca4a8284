import { defineCallback, type Runtime } from '@turnout/core'
import { textDelivery } from '../delivery/delivery.ts'
import { endpointOf } from '../delivery/endpoint.ts'
import { exportFrame } from '../otlp/export-frame.ts'
import { resourceText } from '../otlp/resource.ts'
import { otel, otelTo } from './otel.ts'
import { otelSettings } from './otel-settings.ts'

/** `otel` as a configuration names it: made of variables and `callback_settings.otel`. */
export const otelFactory = defineCallback((context) => {
  const { name, runtime, warn } = context
  const settings = otelSettings(context)
  if (!settings) return undefined
  const { exporter, endpoint, options } = settings
  if (exporter === 'console') {
    const resource = resourceText(options.serviceName ?? 'turnout', options.resourceAttributes)
    return otelTo(toConsole(name, runtime, warn, resource), { ...options, name, runtime })
  }
  if (endpoint === undefined || !endpointOf(endpoint)) {
    const what = endpoint === undefined ? 'is not set' : 'is no http or https URL'
    warn(`OTEL_EXPORTER_OTLP_ENDPOINT ${what}, so no spans are made`)
    return undefined
  }
  return otel({ ...options, name, runtime, warn, endpoint })
})

/** Each batch as a line of OTLP/JSON on standard error, for people who try it out. */
const toConsole = (name: string, runtime: Runtime, warn: (message: string) => void, resource: string) =>
  textDelivery({
    ...{ name, runtime, warn, everyMs: 1_000 },
    frame: exportFrame(resource),
    send: async (body) => process.stderr.write(`${new TextDecoder().decode(body)}\n`),
  })
