import type { Exchange } from '@turnout/core'
import { misconfigured } from '../kit/misconfigured.ts'
import { openaiCompatible } from '../openai-compatible/adapter.ts'
import { developerRole } from '../openai-compatible/request/developer-role.ts'
import { foreignFields } from '../openai-compatible/request/foreign-fields.ts'
import { maxTokens } from '../openai-compatible/request/max-tokens.ts'
import type { Access } from './access.ts'
import type { ModelHost } from './model-host.ts'

/** Model Garden's chat completions (Vertex AI, "Call open models", "Chat Completions API"): OpenAI's format, our access. */
const { chat } = openaiCompatible({
  name: 'vertex_ai',
  operations: ['chat'],
  request: [maxTokens, developerRole, foreignFields()],
  authHeaders({ secrets, apiKey }) {
    const token = secrets['access_token']
    if (token) return ['authorization', `Bearer ${token.reveal()}`]
    return apiKey ? ['x-goog-api-key', apiKey.reveal()] : []
  },
}).operations

export async function openChat(
  { call, place }: Access<'chat'>,
  { resource, model }: Extract<ModelHost, { speaks: 'openai' }>,
): Promise<Exchange<'chat'>> {
  if (!chat) throw misconfigured('There is no chat with open models.')
  const apiBase = place.origin + place.basePath + place.root + resource
  return chat({ ...call, deployment: { ...call.deployment, apiBase, model } })
}
