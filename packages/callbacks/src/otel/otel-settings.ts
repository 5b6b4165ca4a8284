import type { CallbackContext } from '@turnout/core'
import { keyValues } from '../otlp/key-values.ts'
import { samplerNamed, samplerNames } from '../otlp/sampler.ts'
import type { BatchLimits } from '../otlp/span-delivery.ts'
import type { OtelOptions } from './otel.ts'

/** What a configuration says of the callback, of which some may be wrong. */
export interface OtelSettings {
  readonly exporter: 'otlp' | 'console'
  /** Undefined: none is stated. */
  readonly endpoint: string | undefined
  readonly options: Pick<
    OtelOptions,
    'headers' | 'serviceName' | 'resourceAttributes' | 'sampler' | 'samplerRatio' | 'content' | 'batch'
  >
}

type Read = (...names: readonly string[]) => string | undefined

/**
 * The variables of OpenTelemetry ("Environment Variable Specification", "OTLP Exporter Configuration"), LiteLLM's
 * (`OTEL_EXPORTER`, `OTEL_ENDPOINT`, `OTEL_HEADERS`), and `callback_settings.otel`, which counts first. Undefined: it is
 * switched off, or asks for what is not there, of which it has warned.
 */
export function otelSettings(context: CallbackContext): OtelSettings | undefined {
  const read = reader(context)
  if (read('OTEL_SDK_DISABLED')?.toLowerCase() === 'true') return undefined
  const exporter = exporterOf(read, context.warn)
  if (!exporter) return undefined
  const headers = read('headers', 'OTEL_EXPORTER_OTLP_TRACES_HEADERS', 'OTEL_EXPORTER_OTLP_HEADERS', 'OTEL_HEADERS')
  const { 'service.name': stated, ...attributes } = keyValues(
    read('resource_attributes', 'OTEL_RESOURCE_ATTRIBUTES') ?? '',
  )
  const serviceName = read('service_name', 'OTEL_SERVICE_NAME') ?? stated
  return {
    exporter,
    endpoint: endpointOf(read),
    options: {
      headers: { ...(headers === undefined ? {} : keyValues(headers)), ...statedHeaders(context) },
      ...(serviceName === undefined ? {} : { serviceName }),
      resourceAttributes: attributes,
      ...samplerOf(read, context.warn),
      content: context.settings['message_logging'] !== false,
      batch: batchOf(read),
    },
  }
}

/** The first that is stated, of settings (lower case) and variables. */
const reader =
  ({ settings, environment }: CallbackContext): Read =>
  (...names) => {
    for (const name of names) {
      const value = name === name.toLowerCase() ? settings[name] : environment[name]?.reveal()
      const text = typeof value === 'number' ? String(value) : value
      if (typeof text === 'string' && text.trim() !== '') return text.trim()
    }
    return undefined
  }

function exporterOf(read: Read, warn: CallbackContext['warn']): OtelSettings['exporter'] | undefined {
  const name = read('exporter', 'OTEL_TRACES_EXPORTER', 'OTEL_EXPORTER') ?? 'otlp'
  if (name === 'none') return undefined
  if (name === 'console') return 'console'
  const protocol = read('OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_PROTOCOL')
  if (['otlp', 'otlp_http', 'http/json', 'http/protobuf'].includes(name) && protocol !== 'grpc') return 'otlp'
  warn(`spans go out over HTTP or to the console, not by ${protocol === 'grpc' ? 'grpc' : name}: none are made`)
  return undefined
}

const tracesPath = '/v1/traces'

function endpointOf(read: Read): string | undefined {
  const whole = read('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT')
  const stated = read('endpoint')
  if (whole !== undefined && stated === undefined) return whole
  const base = (stated ?? read('OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_ENDPOINT'))?.replace(/\/+$/, '')
  return base === undefined || base.endsWith(tracesPath) ? base : base + tracesPath
}

function statedHeaders({ settings }: CallbackContext): Record<string, string> {
  const { headers } = settings
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) return {}
  return Object.fromEntries(
    Object.entries(headers).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  )
}

function samplerOf(read: Read, warn: CallbackContext['warn']): Pick<OtelOptions, 'sampler' | 'samplerRatio'> {
  const sampler = read('sampler', 'OTEL_TRACES_SAMPLER')
  const stated = read('sampler_arg', 'OTEL_TRACES_SAMPLER_ARG')
  const ratio = Number(stated ?? 1)
  if (sampler !== undefined && !samplerNamed(sampler)) {
    warn(`there is no sampler ${sampler}, so every trace is sampled; there are ${samplerNames.join(', ')}`)
    return {}
  }
  const isRatio = ratio >= 0 && ratio <= 1
  if (!isRatio) warn(`a sampler takes a number from 0 to 1, not ${stated}: every trace is sampled`)
  return { ...(sampler === undefined ? {} : { sampler }), samplerRatio: isRatio ? ratio : 1 }
}

/** Milliseconds and counts; what is no positive number is as good as not set, as the specification wants it. */
function batchOf(read: Read): Partial<BatchLimits> {
  const positive = (...names: readonly string[]): number | undefined => {
    const value = Number(read(...names) ?? 0)
    return Number.isFinite(value) && value > 0 ? value : undefined
  }
  const all = {
    mostWaiting: positive('OTEL_BSP_MAX_QUEUE_SIZE'),
    mostAtOnce: positive('OTEL_BSP_MAX_EXPORT_BATCH_SIZE'),
    everyMs: positive('OTEL_BSP_SCHEDULE_DELAY'),
    timeoutMs: positive('OTEL_EXPORTER_OTLP_TRACES_TIMEOUT', 'OTEL_EXPORTER_OTLP_TIMEOUT', 'OTEL_BSP_EXPORT_TIMEOUT'),
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}
