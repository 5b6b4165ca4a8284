import { isJsonObject, type ProviderCall } from '@turnout/core'
import { askedOf } from '../kit/asked.ts'

/** Tools that are still in beta, and the names of their betas ("Tool reference", "Beta headers"). */
const byTool: Readonly<Record<string, string>> = {
  computer_20241022: 'computer-use-2024-10-22',
  computer_20250124: 'computer-use-2025-01-24',
  computer_20251124: 'computer-use-2025-11-24',
  code_execution_20250522: 'code-execution-2025-05-22',
  code_execution_20250825: 'code-execution-2025-08-25',
  web_fetch_20250910: 'web-fetch-2025-09-10',
  memory_20250818: 'context-management-2025-06-27',
}

/** The same for parameters. */
const byParam: Readonly<Record<string, string>> = {
  mcp_servers: 'mcp-client-2025-11-20',
  context_management: 'context-management-2025-06-27',
}

/** The betas that a request needs, for the header `anthropic-beta`, or wherever a host wants them. */
export function betasOf(call: ProviderCall<'chat'>): readonly string[] {
  const asked = askedOf(call)
  const tools = (Array.isArray(asked.tools) ? asked.tools : []).filter(isJsonObject)
  const needed = [
    ...tools.map(({ type }) => byTool[String(type)]),
    ...Object.entries(byParam).map(([param, beta]) => (asked[param] == null ? undefined : beta)),
    hasFileId(asked.messages) ? 'files-api-2025-04-14' : undefined,
  ]
  return [...new Set(needed.filter((beta) => beta !== undefined))]
}

/** Whether a part is a file that lies with Anthropic: an id, and not a URL. */
const hasFileId = (messages: readonly { readonly content?: unknown }[]): boolean =>
  messages.some(
    ({ content }) =>
      Array.isArray(content) && content.some((part: unknown) => isJsonObject(part) && isFileId(part['file'])),
  )

const isFileId = (file: unknown): boolean =>
  isJsonObject(file) && typeof file['file_id'] === 'string' && !/^[a-z]+:/i.test(file['file_id']) && !file['file_data']
