import { defineCallback } from '@turnout/core'
import { endpointOf } from '../delivery/endpoint.ts'
import { langfuse, usualHost } from './langfuse.ts'

/** `langfuse` (also LiteLLM's `langfuse_otel`) as a configuration names it: made of variables and `callback_settings.langfuse`. */
export const langfuseFactory = defineCallback(({ name, runtime, environment, settings, warn }) => {
  const read = (...names: readonly string[]): string | undefined => {
    for (const variable of names) {
      const stated = settings[variable.toLowerCase().replace('langfuse_', '')] ?? environment[variable]?.reveal()
      if (typeof stated === 'string' && stated.trim() !== '') return stated.trim()
      if (typeof stated === 'number') return String(stated)
    }
    return undefined
  }
  const publicKey = read('LANGFUSE_PUBLIC_KEY')
  const secretKey = read('LANGFUSE_SECRET_KEY', 'LANGFUSE_SECRET')
  if (publicKey === undefined || secretKey === undefined) {
    warn('LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY are not both set, so nothing is sent to Langfuse')
    return undefined
  }
  const stated = read('LANGFUSE_OTEL_HOST', 'LANGFUSE_HOST', 'LANGFUSE_BASE_URL', 'LANGFUSE_BASEURL') ?? usualHost
  const host = stated.includes('://') ? stated : `https://${stated}`
  if (!endpointOf(host)) {
    warn('LANGFUSE_HOST is no http or https URL, so nothing is sent to Langfuse')
    return undefined
  }
  const sampleRate = Number(read('LANGFUSE_SAMPLE_RATE') ?? 1)
  const tracingEnvironment = read('LANGFUSE_TRACING_ENVIRONMENT')
  const release = read('LANGFUSE_RELEASE')
  return langfuse({
    ...{ name, runtime, warn, publicKey, secretKey, host },
    ...(tracingEnvironment === undefined ? {} : { environment: tracingEnvironment }),
    ...(release === undefined ? {} : { release }),
    sampleRate: sampleRate >= 0 && sampleRate <= 1 ? sampleRate : 1,
  })
})
