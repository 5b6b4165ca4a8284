import { textAttribute } from './attribute.ts'

/** The attributes of whoever sends, as OTLP/JSON (opentelemetry-proto, resource.proto), without a comma at the beginning. */
export function resourceText(serviceName: string, attributes: Readonly<Record<string, string>> = {}): string {
  const all = {
    ...{ 'telemetry.sdk.name': 'turnout', 'telemetry.sdk.language': 'nodejs' },
    ...attributes,
    'service.name': serviceName,
  }
  return Object.entries(all)
    .map(([key, value]) => textAttribute(key)(value))
    .join('')
    .slice(1)
}
