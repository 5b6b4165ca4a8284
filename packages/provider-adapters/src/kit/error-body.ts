import { isJsonObject } from '@turnout/core'
import { parseJson } from './parse-json.ts'

/** What a provider's error body says, whatever its shape. */
export interface ErrorBody {
  readonly message: string
  readonly code?: string
  readonly type?: string
  readonly param?: string
}

/**
 * Reads the shapes in use: `{error:{message,type,code,param}}` (OpenAI and most), `{error:"text",code}` (xAI, Ollama),
 * `{message}` (Cohere, AWS), `{detail}` (Mistral); else the text itself, if it is not a page.
 */
export function parseErrorBody(body: string): ErrorBody {
  const value = parseJson(body)
  if (!isJsonObject(value)) return { message: /^\s*</.test(body) ? '' : body.trim() }
  const inner = isJsonObject(value['error']) ? value['error'] : value
  const message = firstText(inner['message'], inner['Message'], value['error'], inner['detail'], value['message'])
  return {
    message: message ?? '',
    ...optional('code', wordOf(inner['code'] ?? value['code'])),
    ...optional('type', inner['type']),
    ...optional('param', inner['param']),
  }
}

/** A code that only repeats a status says nothing. */
const wordOf = (code: unknown): unknown => (/^[1-5]\d\d$/.test(String(code)) ? undefined : code)

const firstText = (...values: unknown[]): string | undefined =>
  values.find((value): value is string => typeof value === 'string' && value !== '')

const optional = <K extends string>(key: K, value: unknown): { [key in K]?: string } =>
  (typeof value === 'string' && value !== '') || typeof value === 'number'
    ? ({ [key]: String(value) } as { [key in K]: string })
    : {}
